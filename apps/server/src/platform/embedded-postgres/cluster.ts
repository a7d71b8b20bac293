import { spawn } from 'node:child_process';
import { readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorFromOutput } from './error.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './places.ts';

/** The database superuser; the socket's folder, not a password, says who may be it. */
export const SUPERUSER = 'tongxing';

const NEEDED_BYTES = 500_000_000;

/**
 * Makes the data folder if there is none, and makes sure that these programs can read the one there is.
 *
 * @throws EmbeddedPostgresError `disk-full`, `initdb-failed`, `library-missing`, `data-version`
 */
export async function prepareCluster(places: Places, binaries: Binaries): Promise<void> {
  const { bavail, bsize } = await statfs(places.instanceDir);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new EmbeddedPostgresError(
      'disk-full',
      `Only ${Math.round((bavail * bsize) / 1e6)} MB are free on the disk of ${places.instanceDir}; the database needs 500 MB.`,
    );
  }
  if ((await stat(places.dataDir).catch(() => undefined)) === undefined) await initialise(places, binaries);
  const major = (await readFile(join(places.dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (major !== binaries.major) {
    throw new EmbeddedPostgresError(
      'data-version',
      `The data in ${places.dataDir} was written by PostgreSQL ${major}, and this is ${binaries.major}. Start over with a new folder, or run the older version.`,
    );
  }
}

/** initdb writes beside and the result is renamed: a start that was killed half way is simply done again. */
async function initialise(places: Places, binaries: Binaries): Promise<void> {
  const unfinished = `${places.dataDir}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const { exitCode, output } = await run(places, binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    '--auth=trust',
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--data-checksums',
    '--no-instructions',
  ]);
  if (exitCode !== 0) throw errorFromOutput(output, 'initdb-failed');
  await rename(unfinished, places.dataDir);
}

function run(places: Places, program: string, args: string[]): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...places.owner,
      cwd: places.instanceDir,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** Nothing of our own environment reaches the server: PG* variables would change what it does. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}
