import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@tongxing/server/config';
import { createDatabase, dropDatabase, ensurePostgres, type SharedPostgres } from '@tongxing/server/embedded-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../stories/free-ports.ts';
import { provisionNode } from './provision.ts';
import { startNodeProcess } from './process.ts';
import { signTrustList } from './trust-root.ts';

const production = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const division = '140000';
const database = `test_node_${process.pid}`;

let postgres: SharedPostgres;
let folder: string;
let configFile: string;
let port: number;

beforeAll(async () => {
  postgres = await ensurePostgres({ instance: 'test' });
  await createDatabase(postgres, database);
  folder = await mkdtemp(join(tmpdir(), 'tx-'));
  const [free = 0] = await freePorts(1);
  port = free;
  const listed = {
    division,
    name: { zh: '山西省', en: 'Shanxi' },
    baseUrl: `http://127.0.0.1:${port}`,
    keyFolder: join(folder, 'keys'),
  };
  await signTrustList(join(folder, 'trust'), [listed], new Date());
  configFile = await provisionNode({
    division,
    folder,
    socketFolder: folder,
    port,
    databaseUrl: postgres.url(database),
    simulatorUrl: () => 'http://127.0.0.1:9',
    trustFolder: join(folder, 'trust'),
    alipayKeys: alipayKeys(),
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await dropDatabase(postgres, database);
  await postgres.release();
});

function alipayKeys() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { publicKey: spki.toString('base64'), contentKey: randomBytes(16).toString('base64') };
}

async function runProduction(args: string[], config: string | undefined) {
  const { TONGXING_CONFIG: _, ...env } = process.env;
  const child = spawn(process.execPath, [production, ...args], {
    env: config === undefined ? env : { ...env, TONGXING_CONFIG: config },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  return { child, ended, output: () => output };
}

describe('a node in production', () => {
  test('prepares its database, serves in one process, and stops cleanly when asked', async () => {
    const migrate = await runProduction(['migrate'], configFile);
    // The signer is not up yet, and a node without it must not half-start.
    expect((await migrate.ended)[0]).toBe(1);
    expect(migrate.output()).toContain('start the signer role first');

    const node = await runProduction(['all'], configFile);
    while (!node.output().includes('ready all')) {
      const ended = await Promise.race([node.ended, once(node.child.stdout, 'data').then(() => undefined)]);
      if (ended !== undefined) throw new Error(node.output());
    }
    expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toEqual({ ready: true, log: 'whole' });
    node.child.kill('SIGTERM');
    expect((await node.ended)[0]).toBe(0);
  });

  test('changes its seal key by a role that does its work and ends', async () => {
    const config = JSON.parse(await readFile(configFile, 'utf8')) as Config;
    const file = join(folder, 'seal-2.secret');
    await writeFile(file, Buffer.alloc(32, 2).toString('base64'));
    const changed = join(folder, 'two-keys.json');
    const sealKeys = [...config.secrets.sealKeys, { version: 2, file }];
    await writeFile(changed, JSON.stringify({ ...config, secrets: { ...config.secrets, sealKeys }, logLevel: 'info' }));
    const node = await runProduction(['rekey'], changed);
    expect((await node.ended)[0]).toBe(0);
    for (const column of ['name_sealed', 'document_sealed', 'phone_sealed', 'consent_sealed']) {
      expect(node.output()).toMatch(new RegExp(`"column":"${column}","values":0,"msg":"rekeyed"`));
    }
  });

  test('refuses two seal keys of one version', async () => {
    const config = JSON.parse(await readFile(configFile, 'utf8')) as Config;
    const twice = join(folder, 'twice.json');
    const sealKeys = [...config.secrets.sealKeys, ...config.secrets.sealKeys];
    await writeFile(twice, JSON.stringify({ ...config, secrets: { ...config.secrets, sealKeys } }));
    const node = await runProduction(['rekey'], twice);
    expect((await node.ended)[0]).toBe(1);
    expect(node.output()).toContain('names version 1 twice');
  });

  test('has no port that moves its clock, and the node of the world is the same but for that', async () => {
    const node = await startNodeProcess('all', configFile, 0);
    const moved = await fetch(`${node.managementUrl}/clock`, { method: 'PUT', body: '{"now":"2030-01-01T00:00:00Z"}' });
    expect(await moved.json()).toMatchObject({ now: expect.stringMatching(/^2030-01-01T00:00:0/) as string });
    const province = (await (await fetch(`http://127.0.0.1:${port}/province`)).json()) as { serverTime: string };
    expect(province.serverTime).toMatch(/^2030-01-01T08:00:/);
    expect((await fetch(`http://127.0.0.1:${port}/clock`, { method: 'PUT' })).status).toBe(404);
    await node.stop();
  });

  test('says how it is called when the role or the configuration is missing', async () => {
    for (const [args, config] of [
      [['everything'], configFile],
      [['web'], undefined],
      [[], configFile],
    ] as const) {
      const node = await runProduction([...args], config);
      expect((await node.ended)[0]).toBe(2);
      expect(node.output()).toContain('usage: TONGXING_CONFIG=<file> node main.ts all|web|jobs|signer|migrate|rekey');
    }
  });

  test('refuses a configuration with a key it does not know, and names the place', async () => {
    const config = JSON.parse(await readFile(configFile, 'utf8')) as { http: object };
    const doubtful = join(folder, 'doubtful.json');
    await writeFile(doubtful, JSON.stringify({ ...config, http: { ...config.http, tls: true } }));
    const node = await runProduction(['web'], doubtful);
    expect((await node.ended)[0]).toBe(1);
    expect(node.output()).toContain('doubtful.json: /http');
  });

  test('says which port is taken', async () => {
    const first = await startNodeProcess('all', configFile, 0);
    const second = await runProduction(['all'], configFile);
    expect((await second.ended)[0]).toBe(1);
    expect(second.output()).toContain(`port ${port} is taken`);
    await first.stop();
  });
});
