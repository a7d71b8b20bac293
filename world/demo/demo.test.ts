import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { removePostgres } from '@tongxing/server/embedded-postgres';
import { ProblemError, routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInCitizen } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import { wangXiuying } from '../people/cast.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const name = 'test-demo';
/** Away from the usual ports, which a demo of the person who runs the tests may hold, and below those of the stories. */
const firstBase = -5_000 + (process.pid % 300) * 10;
const otherBases = 100;
let base = firstBase;
const shanxi = {
  get url() {
    return `http://127.0.0.1:${11_400 + base}`;
  },
  get smsManagementUrl() {
    return `http://127.0.0.1:${14_806 + base}`;
  },
};

interface Demo {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<[number | null]>;
}

function startDemo(...flags: string[]): Demo {
  const child = spawn(process.execPath, [main, '--name', name, ...flags], {
    env: { ...process.env, TONGXING_PORT_BASE: String(base) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { process: child, output: () => output, ended: once(child, 'exit') as Promise<[number | null]> };
}

const portTaken = /Ports? [\d, ]+ (is|are) taken/;

/** Started at a base whose ports nobody holds. */
async function startAtFreePorts(...flags: string[]): Promise<Demo> {
  for (let tried = 0; ; tried += 1) {
    base = firstBase + tried * 10;
    const demo = startDemo(...flags);
    try {
      await ready(demo);
      return demo;
    } catch (error) {
      if (!portTaken.test(demo.output()) || tried === otherBases) throw error;
    }
  }
}

/** Started again where it was: whoever got one of its ports meanwhile will give it back. */
async function startAgain(): Promise<Demo> {
  for (;;) {
    const demo = startDemo();
    try {
      await ready(demo);
      return demo;
    } catch (error) {
      if (!portTaken.test(demo.output())) throw error;
    }
  }
}

async function ready(demo: Demo): Promise<void> {
  while (!demo.output().includes('npm start -- --fresh')) {
    const ended = await Promise.race([demo.ended, once(demo.process.stdout!, 'data').then(() => undefined)]);
    if (ended !== undefined) throw new Error(`the demo ended: ${demo.output()}`);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

describe('the demo', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startAtFreePorts('--fresh');
  }, 240_000);
  afterAll(async () => {
    demo.process.kill('SIGINT');
    await demo.ended;
    await removePostgres({ name });
  }, 60_000);

  test('says which addresses, logins and steps there are', () => {
    for (const line of [
      `${shanxi.url}/reference`,
      `${shanxi.url}/roster/`,
      'administrator',
      'guard',
      'manager · ',
      'Six steps',
      '--fresh',
    ]) {
      expect(demo.output()).toContain(line);
    }
  });

  test('killed at any moment and started again, it has kept what it acknowledged, and nothing of it was left running', async () => {
    const citizen = await signInCitizen(shanxi, wangXiuying);
    await citizen.verify();
    await citizen.declare();
    const before = await citizen.colour();
    const code = await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    demo.process.kill('SIGKILL');
    await demo.ended;
    while (await answers(shanxi.url)) await new Promise((resolve) => setImmediate(resolve));

    demo = await startAgain();
    const after = await citizen.client.call(routes.getHealthInformation, {});
    expect(after.colour).toBe('green');
    // What she was told is still there, though a later look may have made a newer decision: two declarations are two looks.
    const params = { subjectId: before.decisionId };
    const proof = await until('the decision is under a checkpoint', () =>
      citizen.client.call(routes.getDecisionProof, { params }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.code === 'temporarily-unavailable') return undefined;
        throw error;
      }),
    );
    expect(JSON.parse(proof.value)).toMatchObject({ decisionId: before.decisionId, outcome: { colour: 'green' } });
    expect((await citizen.client.call(routes.getCode, {})).codeId).toBe(code.codeId);
  }, 240_000);

  test('says that it is running already, and what to do, when it is started twice', async () => {
    const second = startDemo();
    const [exitCode] = await second.ended;
    expect(exitCode).toBe(1);
    expect(second.output()).toContain('TONGXING_PORT_BASE=1000 npm start');
    expect(second.output()).toContain('已被占用');
    expect(await answers(shanxi.url)).toBe(true);
  });

  test('stops cleanly on Ctrl-C', async () => {
    demo.process.kill('SIGINT');
    const [exitCode] = await demo.ended;
    expect(exitCode).toBe(0);
    expect(demo.output()).toContain('正在停止');
    expect(await answers(shanxi.url)).toBe(false);
  }, 60_000);

  test('begins anew where its folder was deleted, and its keys with it', async () => {
    await rm(fileURLToPath(new URL(`../../.data/${name}/`, import.meta.url)), { recursive: true });
    demo = await startAgain();
    const citizen = await signInCitizen(shanxi, wangXiuying);
    expect((await citizen.client.call(routes.getMe, {})).verified).toBe(false);
  }, 120_000);
});

test('a port that another program holds is named before anything is started', async () => {
  const port = 13_700 + base;
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const demo = startDemo();
  const [exitCode] = await demo.ended;
  other.close();
  expect(exitCode).toBe(1);
  const [named] = portTaken.exec(demo.output()) ?? [];
  expect(named?.match(/\d+/g)).toContain(String(port));
});
