import { lstatSync } from 'node:fs';
import { chmod, chown, cp, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Client } from 'pg';
import { databaseUrl, type Address } from './databases.ts';
import { EmbeddedPostgresError } from './error.ts';
import { makePlaces, placesOf, type Owner } from './places.ts';

/** What a copy must not carry along: it belongs to the running server (manual 25.3.4.2). */
const leftOut = new Set(['postmaster.pid', 'postmaster.opts']);
const leftEmpty = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

const slot = 'tongxing_backup';

export interface Backup {
  /** Everything committed before this place in the write-ahead log is in the copy. */
  readonly endsAt: string;
  readonly files: number;
}

/**
 * Copies a running server's data into an empty folder (low-level base backup, manual 25.3.4). What was committed before it began is in
 * the copy; what is written meanwhile may be. The server goes on working.
 *
 * @throws EmbeddedPostgresError `backup-target`: the folder is not empty
 */
export async function backUp(server: Address & { readonly dataDir: string }, folder: string): Promise<Backup> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new EmbeddedPostgresError('backup-target', `${folder} is not empty: a backup is never written over another.`);
  }
  const client = new Client({ connectionString: databaseUrl(server, 'postgres') });
  await client.connect();
  try {
    // The slot keeps the log of changes from being recycled while it is still needed.
    await dropSlot(client);
    await client.query('select pg_create_physical_replication_slot($1, true)', [slot]);
    await client.query("select pg_backup_start('tongxing', fast => true)");
    await copyData(server.dataDir, folder);
    const { rows } = await client.query<{ lsn: string; labelfile: string }>(
      'select lsn::text, labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    const [stopped] = rows as [{ lsn: string; labelfile: string }];
    await writeFile(join(folder, 'backup_label'), stopped.labelfile, { mode: 0o600 });
    await copyLog(client, server.dataDir, folder, stopped);
    return { endsAt: stopped.lsn, files: await countFiles(folder) };
  } finally {
    await dropSlot(client);
    await client.end();
  }
}

/**
 * Puts a backup in the place of a server that does not exist (yet, or any more). The next start recovers from it.
 *
 * @throws EmbeddedPostgresError `restore-target`: there is data already; `restore-source`: the folder holds no backup
 */
export async function restoreBackup(folder: string, options: { name: string; dataDir?: string }): Promise<void> {
  const places = await placesOf(options.name, options.dataDir);
  const label = await readFile(join(folder, 'backup_label'), 'utf8').catch(() => undefined);
  if (label === undefined) {
    throw new EmbeddedPostgresError(
      'restore-source',
      `${folder} holds no whole backup: there is no backup_label in it.`,
    );
  }
  await makePlaces(places);
  if ((await lstat(places.dataDir).catch(() => undefined)) !== undefined) {
    throw new EmbeddedPostgresError(
      'restore-target',
      `There is data in ${places.dataDir}. Stop the server and move that folder away first; nothing was changed.`,
    );
  }
  // Beside and renamed: a restore that was interrupted is simply done again.
  const unfinished = `${places.dataDir}.restored`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(folder, unfinished, { recursive: true });
  await own(unfinished, places.owner);
  await rename(unfinished, places.dataDir);
}

async function copyData(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from)) {
    if (leftOut.has(entry)) continue;
    await cp(join(from, entry), join(to, entry), {
      recursive: true,
      filter: (source) => !leftEmpty.includes(dirname(relative(from, source))) && exists(source),
    });
  }
}

/** A running server removes files while they are being copied; what is gone by then is not needed. */
function exists(source: string): boolean {
  return lstatSync(source, { throwIfNoEntry: false }) !== undefined;
}

/** The write-ahead log from the backup's beginning to its end: without it the copy is not consistent. */
async function copyLog(client: Client, from: string, to: string, stopped: { lsn: string; labelfile: string }) {
  const { rows } = await client.query<{ file: string }>('select pg_walfile_name($1) as file', [stopped.lsn]);
  const first = /\(file ([0-9A-F]{24})\)/.exec(stopped.labelfile)?.[1] ?? '';
  const last = rows[0]?.file ?? '';
  const segments = (await readdir(join(from, 'pg_wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name));
  for (const name of segments.filter((segment) => segment >= first && segment <= last)) {
    await cp(join(from, 'pg_wal', name), join(to, 'pg_wal', name));
  }
}

async function dropSlot(client: Client): Promise<void> {
  await client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [
    slot,
  ]);
}

async function countFiles(folder: string): Promise<number> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
}

async function own(folder: string, owner: Owner): Promise<void> {
  await chmod(folder, 0o700);
  if (owner === undefined) return;
  await chown(folder, owner.uid, owner.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await chown(join(folder, entry), owner.uid, owner.gid);
  }
}
