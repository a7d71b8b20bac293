import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removePostgres, startPostgres, type Postgres } from '@tongxing/server/embedded-postgres';
import pg from 'pg';

const command = promisify(execFile);

/** A database server whose disk can be made full, and be given space again. */
export interface SmallDisk {
  readonly postgres: Postgres;
  /** No table can grow from now on. The write-ahead log has a fresh segment to go on in. */
  fill(database: string): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** What a start asks for. */
const startBytes = 700_000_000;

/** May this process mount a file system? */
export async function canMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-disk-'));
  const mounted = await mount(folder, 'size=1m').then(
    () => true,
    () => false,
  );
  if (mounted) await command('umount', [folder]);
  await rmdir(folder);
  return mounted;
}

function mount(folder: string, options: string): Promise<unknown> {
  return command('mount', ['-t', 'tmpfs', '-o', options, 'tongxing-test', folder]);
}

/** A file system in memory, which is made just as large as what is on it: the kernel says ENOSPC, as on any full disk. */
export async function openMountedDisk(name: string): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-disk-'));
  await chmod(folder, 0o755);
  await mount(folder, `size=${startBytes},mode=755`);
  const dataDir = join(folder, 'server');
  const postgres = await startPostgres({ name, dataDir });
  return {
    postgres,
    async fill(database) {
      await freshSegment(postgres.url(database));
      const { blocks, bfree, bsize } = await statfs(folder);
      await command('mount', ['-o', `remount,size=${(blocks - bfree) * bsize}`, folder]);
    },
    free: async () => void (await command('mount', ['-o', `remount,size=${startBytes}`, folder])),
    async remove() {
      await removePostgres({ name, dataDir });
      await command('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * For who may not mount: no file of the server may grow beyond the size that the declarations have now (setrlimit(2), EFBIG). They
 * are made larger than a segment of the write-ahead log first, which has 16 MB, so that nothing else meets the limit.
 */
export async function openLimitedDisk(name: string): Promise<SmallDisk> {
  const postgres = await startPostgres({ name });
  // Only who the server runs as may limit it.
  const { uid, gid } = await stat(postgres.dataDir);
  const limit = (bytes: string) =>
    command('prlimit', ['--pid', String(postgres.pid), `--fsize=${bytes}:`], { uid, gid, cwd: '/' });
  return {
    postgres,
    async fill(database) {
      const url = postgres.url(database);
      await query(
        url,
        `insert into declaration
         select person_id, gen_random_uuid(), 'health', 'none', to_jsonb(repeat('x', 1900)), '2020-01-01'
           from person, generate_series(1, 10000)`,
      );
      // Without the empty pages at its end that a bulk insert leaves.
      await query(url, 'vacuum full declaration');
      await freshSegment(url);
      const [row] = await query(url, `select pg_relation_filepath('declaration') as path`);
      const { size } = await stat(join(postgres.dataDir, row!['path'] as string));
      await limit(String(size));
      // Servers that run already keep the limit they were started with.
      await query(url, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tongxing'`);
    },
    async free() {
      await limit('unlimited');
      await query(
        postgres.url('postgres'),
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tongxing'`,
      );
    },
    remove: () => removePostgres({ name }),
  };
}

/** Sixteen megabytes of log ahead, and nothing that still has to be written elsewhere. */
async function freshSegment(url: string): Promise<void> {
  await query(url, 'select pg_switch_wal()');
  await query(url, 'checkpoint');
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
