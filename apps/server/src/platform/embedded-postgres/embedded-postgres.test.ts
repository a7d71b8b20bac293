import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import * as embedded from './index.ts';
import { errorFromOutput } from './error.ts';
import { placesOf } from './places.ts';

const NAME = `self-test-${process.pid}`;
const MODULE = fileURLToPath(new URL('index.ts', import.meta.url));

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Runs statements in another process that has the module as `embedded`; resolves to what it printed. */
function elsewhere(statements: string): string {
  const program = `import * as embedded from ${JSON.stringify(MODULE)}; ${statements}`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return child.stdout + child.stderr;
}

const start = () => embedded.startPostgres({ name: NAME });

afterAll(() => embedded.removePostgres({ name: NAME }));

describe('the embedded PostgreSQL', () => {
  test('answers on a socket only, durably, in UTF-8 and UTC', async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
    const shown = ['listen_addresses', 'fsync', 'synchronous_commit', 'server_encoding', 'timezone', 'data_checksums'];
    const values = await Promise.all(shown.map((setting) => ask(server.url('postgres'), `SHOW ${setting}`)));
    expect(values.flat()).toEqual(['', 'on', 'on', 'UTF8', 'UTC', 'on']);
    expect(await ask(server.url('postgres'), `SELECT datcollate FROM pg_database WHERE datname = 'postgres'`)).toEqual([
      'C.UTF-8',
    ]);
  });

  test('is adopted, the same process with the same data, after its starter was killed', async () => {
    await (await start()).stop();
    const said = elsewhere(`
      const server = await embedded.startPostgres({ name: '${NAME}' })
      await embedded.createDatabase(server, 'left_behind')
      console.log(server.pid)
      process.kill(process.pid, 'SIGKILL')`);
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(server.pid).toBe(Number(said));
    expect(await ask(server.url('left_behind'), 'SELECT 1')).toEqual([1]);
  });

  test('recovers what was committed when the server itself was killed', async () => {
    const before = await start();
    await ask(before.url('left_behind'), 'CREATE TABLE kept AS SELECT 42 AS value');
    process.kill(before.pid, 'SIGKILL');
    const after = await start();
    expect(after.adopted).toBe(false);
    expect(await ask(after.url('left_behind'), 'SELECT value FROM kept')).toEqual([42]);
  });

  test('waits for a busy backend of the killed server before it starts anew', async () => {
    const before = await start();
    const busy = ask(before.url('postgres'), `DO $$ BEGIN FOR i IN 1..40000000 LOOP END LOOP; END $$`).catch(
      () => 'cut off',
    );
    await ask(before.url('postgres'), 'SELECT 1');
    process.kill(before.pid, 'SIGKILL');
    const after = await start();
    expect(after.pid).not.toBe(before.pid);
    await busy;
  });

  test('starts although the left-over pid file names another program that lives', async () => {
    const before = await start();
    const pidFile = join(before.dataDir, 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await before.stop();
    const stranger = spawn('sleep', ['60']);
    await once(stranger, 'spawn');
    await writeFile(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));
    const after = await start();
    stranger.kill();
    expect(after.adopted).toBe(false);
    expect(await ask(after.url('left_behind'), 'SELECT value FROM kept')).toEqual([42]);
  });

  test('stops, and then nobody answers', async () => {
    const server = await start();
    await server.stop();
    await expect(ask(server.url('postgres'), 'SELECT 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });

  test('is one server when two processes start it at the same time', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both[0].pid).toBe(both[1].pid);
    expect(both.filter((server) => server.adopted)).toHaveLength(1);
  });

  test('refuses a socket folder that somebody else prepared', async () => {
    const other = { name: `${NAME}-x` };
    const { socketDir } = await placesOf(
      process.env['TONGXING_TEST_POSTGRES'] === '15' ? `${other.name}-pg15` : other.name,
    );
    await symlink('/tmp', socketDir);
    await expect(embedded.startPostgres(other)).rejects.toMatchObject({ code: 'not-permitted' });
    await rm(socketDir);
    await embedded.removePostgres(other);
  });

  test('does not run on data of another PostgreSQL version', async () => {
    const server = await start();
    await server.stop();
    const versionFile = join(server.dataDir, 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '9\n');
    await expect(start()).rejects.toMatchObject({ code: 'data-version' });
    await writeFile(versionFile, version);
  });
});

describe('databases', () => {
  test('are made once, cloned with their contents, and dropped while in use', async () => {
    const server = await start();
    expect(await embedded.createDatabase(server, 'original')).toBe(true);
    expect(await embedded.createDatabase(server, 'original')).toBe(false);
    await ask(server.url('original'), 'CREATE TABLE place AS SELECT 370100 AS division');
    await embedded.cloneDatabase(server, 'original', 'twin');
    expect(await ask(server.url('twin'), 'SELECT division FROM place')).toEqual([370_100]);
    const user = new Client({ connectionString: server.url('twin') });
    user.on('error', () => {});
    await user.connect();
    await embedded.dropDatabase(server, 'twin');
    await expect(ask(server.url('twin'), 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  test('a template is built once however many ask, and not at all by a build that fails', async () => {
    const server = await start();
    let builds = 0;
    const build = async (url: string) => {
      builds++;
      await ask(url, 'CREATE TABLE built AS SELECT 7 AS value');
    };
    const failing = () => Promise.reject(new Error('no migrations'));
    await expect(embedded.ensureTemplate(server, 'template_a', failing)).rejects.toThrow('no migrations');
    await Promise.all([
      embedded.ensureTemplate(server, 'template_a', build),
      embedded.ensureTemplate(server, 'template_a', build),
    ]);
    expect(builds).toBe(1);
    await embedded.cloneDatabase(server, 'template_a', 'test_1');
    expect(await ask(server.url('test_1'), 'SELECT value FROM built')).toEqual([7]);
    await embedded.dropDatabases(server, 'test_');
    await expect(ask(server.url('test_1'), 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  test.each(['', 'Upper', 'a;b', 'a"b', 'a'.repeat(64)])('the name %j is refused', async (name) => {
    const nowhere = { socketDir: '/nonexistent', port: 1 };
    await expect(embedded.createDatabase(nowhere, name)).rejects.toMatchObject({ code: 'bad-name' });
    await expect(embedded.startPostgres({ name })).rejects.toMatchObject({ code: 'bad-name' });
  });
});

describe('a shared server', () => {
  const share = { instance: `${NAME}-shared`, durable: false };
  afterAll(() => embedded.removePostgres({ name: share.instance, durable: share.durable }));

  test('lives as long as one of its users, and a killed user does not count', async () => {
    const first = await embedded.ensurePostgres(share);
    const second = await embedded.ensurePostgres(share);
    expect(second.pid).toBe(first.pid);
    await first.release();
    expect(await ask(second.url('postgres'), 'SELECT 1')).toEqual([1]);
    elsewhere(`await embedded.ensurePostgres(${JSON.stringify(share)}); process.kill(process.pid, 'SIGKILL')`);
    await second.release();
    await expect(ask(second.url('postgres'), 'SELECT 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });

  test('that is not durable leaves nothing behind when its last user has gone', async () => {
    const server = await embedded.ensurePostgres(share);
    await access(server.dataDir);
    await server.release();
    await expect(access(server.dataDir)).rejects.toThrow(/ENOENT/);
  });
});

describe('what the server prints when it fails becomes an error with a cure', () => {
  test.each([
    ['initdb: error: could not write file: No space left on device', 'disk-full'],
    [
      'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
      'library-missing',
    ],
    ['could not access directory "/x": Permission denied', 'not-permitted'],
    ['initdb: could not look up effective user ID 1234: user does not exist', 'not-permitted'],
    ['FATAL:  something never seen', 'initdb-failed'],
  ])('%s', (output, code) => {
    const error = errorFromOutput(output, 'initdb-failed');
    expect(error.code).toBe(code);
    expect(error.message).toContain(output);
  });
});
