import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { serverEnvironment, SUPERUSER } from './cluster.ts';
import { EmbeddedPostgresError, errorFromOutput } from './error.ts';
import { PORT, settings } from './settings.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './places.ts';

const POLL_MS = 25;
const SILENT_MS = 15_000;
const STOP_MS = 60_000;
const ORPHANS_MS = 30_000;
const ORPHANS_POLL_MS = 250;
const LOG_LIMIT_BYTES = 10_000_000;
/** Above the kernel's highest possible process id (2^22 on Linux), so it never names a process. */
const NO_PROCESS = 99_999_999;

/** Process id of the postmaster that serves this data folder, or undefined when none lives. */
export async function findPostmaster(places: Places): Promise<number | undefined> {
  const pidFile = await readFile(join(places.dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(pidFile.split('\n', 1)[0]);
  return Number.isInteger(pid) && pid > 1 && (await isPostmaster(pid, places)) ? pid : undefined;
}

/** A pid may have been given to another program since: only a `postgres` started on this very folder counts. */
async function isPostmaster(pid: number, places: Places): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = commandLine.split('\0');
  return basename(words[0] ?? '') === 'postgres' && words.includes(places.dataDir);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Waits until the postmaster takes connections. Crash recovery may take its time; a postmaster that says nothing at
 * all for 15 s (its socket was removed) is given up.
 */
export async function answers(pid: number, places: Places): Promise<boolean> {
  for (let silentMs = 0; silentMs < SILENT_MS && (await isPostmaster(pid, places)); silentMs += POLL_MS) {
    const client = new Client({ host: places.socketDir, port: PORT, user: SUPERUSER, database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      const starting = (error as { code?: string }).code === '57P03';
      if (starting) silentMs = 0;
    }
    await pause(POLL_MS);
  }
  return false;
}

/**
 * Starts a postmaster. Backends of a postmaster that was killed may be busy still and hold its shared memory: the
 * server refuses to start beside them, so we wait for them.
 *
 * @throws EmbeddedPostgresError `start-failed`, `disk-full`, `library-missing`, `not-permitted`
 */
export async function startPostmaster(places: Places, binaries: Binaries, durable: boolean): Promise<number> {
  await disownPidFiles(places);
  for (let waitedMs = 0; ; waitedMs += ORPHANS_POLL_MS) {
    try {
      return await spawnPostmaster(places, binaries, durable);
    } catch (error) {
      const orphans = error instanceof Error && /shared memory block .* is still in use/.test(error.message);
      if (!orphans || waitedMs >= ORPHANS_MS) throw error;
    }
    await pause(ORPHANS_POLL_MS);
  }
}

/**
 * Starts a postmaster of its own session (so that Ctrl-C in the terminal does not stop it before its clients) and
 * waits until it answers.
 */
async function spawnPostmaster(places: Places, binaries: Binaries, durable: boolean): Promise<number> {
  const log = openSync(places.logFile, logSize(places) > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  if (places.owner !== undefined) await chown(places.logFile, places.owner.uid, places.owner.gid);
  const before = logSize(places);
  const child = spawn(binaries.postgres, ['-D', places.dataDir, ...settings(places, durable)], {
    ...places.owner,
    cwd: places.dataDir,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(''));
  });
  child.unref();
  const { pid } = child;
  if (pid !== undefined && (await Promise.race([answers(pid, places), failed.then(() => false)]))) return pid;
  if (pid !== undefined) child.kill('SIGQUIT');
  const said = (await failed) + (await readFile(places.logFile)).subarray(before).toString('utf8');
  throw errorFromOutput(said, 'start-failed');
}

function logSize(places: Places): number {
  return statSync(places.logFile, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * After a reboot the pid in a left-over pid file may belong to any program, and the server would refuse to start.
 * The data folder's file keeps its other lines, by which the server finds out whether orphaned backends still hold
 * the shared memory of the dead postmaster.
 */
async function disownPidFiles(places: Places): Promise<void> {
  const pidFile = join(places.dataDir, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  if (lines.length > 1) await writeFile(pidFile, [NO_PROCESS, ...lines.slice(1)].join('\n'));
  else await rm(pidFile, { force: true });
  for (const name of [`.s.PGSQL.${PORT}`, `.s.PGSQL.${PORT}.lock`])
    await rm(join(places.socketDir, name), { force: true });
}

/**
 * Stops a postmaster: a fast shutdown (clients are cut off, everything is written), then after a minute an immediate
 * one, which the next start recovers from.
 *
 * @throws EmbeddedPostgresError `stop-timeout`
 */
export async function stopPostmaster(pid: number, places: Places): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (await isPostmaster(pid, places)) process.kill(pid, signal);
    for (let waitedMs = 0; waitedMs < STOP_MS; waitedMs += POLL_MS) {
      if (!(await isPostmaster(pid, places))) return;
      await pause(POLL_MS);
    }
  }
  throw new EmbeddedPostgresError(
    'stop-timeout',
    `The database server (process ${pid}) does not stop. End it by hand and start again.`,
  );
}
