import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSources, type Sources } from '@tongxing/server/sources';
import { createPatience, noTelemetry } from '@tongxing/server';
import { readConfig } from '@tongxing/server/config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { johnSmith, johnSmithBefore, wangXiaobao, wangXiaoyue, wangXiuying, zhangJianguo } from '../people/cast.ts';
import { provisionNode } from '../node/provision.ts';
import { manage } from './ask.ts';
import { exitEntryRegistry } from './exit-entry-registry/exit-entry-registry.ts';
import { populationRegistry } from './population-registry/population-registry.ts';
import { demoAnswers } from './seed-data.ts';
import { startSimulator, type RunningSimulator } from './simulator.ts';

let population: RunningSimulator;
let exitEntry: RunningSimulator;
let sources: Sources;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registries-'));
  const free = { port: 0, managementPort: 0 };
  population = await startSimulator(populationRegistry, free);
  exitEntry = await startSimulator(exitEntryRegistry, free);
  const answers = demoAnswers(Date.now());
  await manage(population.managementUrl, 'PUT /answers', { ...answers['population-registry'] });
  await manage(exitEntry.managementUrl, 'PUT /answers', { ...answers['exit-entry-registry'] });
  const urls: Record<string, string> = { 'population-registry': population.url, 'exit-entry-registry': exitEntry.url };
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const alipayKeys = {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    contentKey: randomBytes(16).toString('base64'),
  };
  const plan = {
    division: '140000',
    folder,
    socketFolder: folder,
    port: 37_000,
    databaseUrl: 'postgresql:///none',
    simulatorUrl: (name: string) => urls[name] ?? 'http://127.0.0.1:9',
    trustFolder: folder,
    alipayKeys,
  };
  const config = await readConfig(await provisionNode(plan));
  const clock = { now: () => new Date() };
  const outside = { clock, telemetry: noTelemetry, patience: createPatience(clock) };
  sources = await connectSources(outside, config.sources);
});
afterAll(async () => {
  await Promise.all([population.stop(), exitEntry.stop()]);
  await rm(folder, { recursive: true });
});

const { documentType, documentNumber, name } = johnSmith;
const passport = { documentType, documentNumber, name, issuingCountry: 'GBR' };
const child = {
  guardianNumber: wangXiuying.documentNumber,
  documentType: '10',
  documentNumber: wangXiaobao.documentNumber,
  name: wangXiaobao.name,
};
const confirmed = { match: true, born: '2014-06-01', residenceDivision: '140105' };

describe('a node that asks the exit-entry registry', () => {
  test('hears of a match which other documents are the same person’s', async () => {
    expect(await sources.exitEntry.verify(passport)).toEqual({
      match: true,
      nationality: 'GBR',
      samePerson: [{ documentType: '20', documentNumber: johnSmithBefore.documentNumber, issuingCountry: 'GBR' }],
    });
  });

  test('hears of another name and of another country nothing', async () => {
    expect(await sources.exitEntry.verify({ ...passport, name: 'JANE SMITH' })).toEqual({ match: false });
    expect(await sources.exitEntry.verify({ ...passport, issuingCountry: 'FRA' })).toEqual({ match: false });
  });
});

describe('a node that asks the population registry about a child', () => {
  test('hears when it was born, by resident number and by birth certificate', async () => {
    expect(await sources.registry.verifyChild(child)).toEqual(confirmed);
    const { birthCertificate, born } = wangXiaoyue;
    const newborn = { ...child, documentType: '99', documentNumber: birthCertificate, name: wangXiaoyue.name };
    expect(await sources.registry.verifyChild(newborn)).toEqual({ ...confirmed, born });
  });

  test('hears nothing of a child of somebody else, or under another name', async () => {
    const guardianNumber = zhangJianguo.documentNumber;
    expect(await sources.registry.verifyChild({ ...child, guardianNumber })).toEqual({ match: false });
    expect(await sources.registry.verifyChild({ ...child, name: '王小明' })).toEqual({ match: false });
  });
});

describe.each([
  ['truncated', /JSON/],
  ['error-body', 'the source answered in an unexpected shape'],
  ['another-person', 'the source answered about somebody else'],
])('an answer that is wrong (%s)', (style, complaint) => {
  test('is no answer of either registry', async () => {
    for (const { managementUrl } of [population, exitEntry]) {
      await manage(managementUrl, 'PUT /faults', { mode: 'wrong', style, count: 1 });
    }
    await expect(sources.exitEntry.verify(passport)).rejects.toThrow(complaint);
    await expect(sources.registry.verifyChild(child)).rejects.toThrow(complaint);
    expect(await sources.exitEntry.verify(passport)).toMatchObject({ match: true });
    expect(await sources.registry.verifyChild(child)).toEqual(confirmed);
  });
});

test('an item that comes twice does no harm', async () => {
  await manage(exitEntry.managementUrl, 'PUT /faults', { mode: 'duplicate', count: 1 });
  expect(await sources.exitEntry.verify(passport)).toMatchObject({ match: true });
});
