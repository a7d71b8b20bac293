import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgresError } from './error.ts';

const CHECKOUT = resolve(fileURLToPath(import.meta.url), '../../../../../..');
const SYSTEM_HOME = '/var/lib/tongxing';
const NOBODY = 65_534;
/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';
/** Bytes that must be free there, and in memory as a whole: some times what the tests together have been seen to need. */
const MEMORY_ROOM = 6e9;

/** Who owns the server's files and runs it; undefined: whoever we are. PostgreSQL refuses to run as root. */
export type Owner = { uid: number; gid: number } | undefined;

/** Where one embedded server keeps everything. */
export type Places = {
  /** folder of all servers of this checkout */
  home: string;
  /** folder of this server: data and log */
  instanceDir: string;
  dataDir: string;
  logFile: string;
  /** at most 107 bytes with the socket's file name, the limit of sun_path in unix(7) */
  socketDir: string;
  owner: Owner;
};

/**
 * The places of the server called `name`. As root they lie outside the checkout, since the unprivileged user that
 * must run the server may not be able to walk into it; otherwise in `.data/`.
 *
 * @throws EmbeddedPostgresError `bad-name`
 */
export async function placesOf(name: string, dataDir?: string): Promise<Places> {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(name)) {
    throw new EmbeddedPostgresError(
      'bad-name',
      `"${name}" is no name for a database server: use a–z, 0–9 and "-", at most 32.`,
    );
  }
  const asRoot = process.getuid?.() === 0;
  const home = asRoot ? join(SYSTEM_HOME, hash(CHECKOUT).slice(0, 12)) : join(CHECKOUT, '.data');
  const instanceDir = dataDir === undefined ? join(home, name) : resolve(dataDir);
  return {
    home,
    instanceDir,
    dataDir: join(instanceDir, 'data'),
    logFile: join(instanceDir, 'server.log'),
    // By user as well: one that another user of this folder left in /tmp would be refused.
    socketDir: `/tmp/tx-${hash(`${process.getuid?.()} ${instanceDir}`).slice(0, 8)}`,
    owner: asRoot ? await unprivilegedUser() : undefined,
  };
}

/**
 * A folder in memory for the server called `name`, whose data nobody misses after a power cut; undefined where this machine has no
 * room for it. One that is there is kept to, whatever room is left.
 */
export async function folderInMemory(name: string): Promise<string | undefined> {
  const folder = join(MEMORY, `tongxing-${hash(`${process.getuid?.()} ${CHECKOUT}`).slice(0, 12)}-${name}`);
  if ((await stat(folder).catch(() => undefined)) !== undefined) return folder;
  const space = await statfs(MEMORY).catch(() => undefined);
  const room = Math.min(space === undefined ? 0 : space.bavail * space.bsize, process.availableMemory());
  return room < MEMORY_ROOM ? undefined : folder;
}

/** Makes the folders, private to the owner, under a home that the owner can walk through. */
export async function makePlaces(places: Places): Promise<void> {
  await mkdir(places.home, { recursive: true });
  if (places.owner !== undefined) for (const dir of [SYSTEM_HOME, places.home]) await chmod(dir, 0o755);
  for (const dir of [places.instanceDir, places.socketDir]) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const found = await lstat(dir);
    // /tmp is everybody's: a folder or link that somebody else put there in advance would receive our connections.
    const ours = [process.getuid?.() ?? found.uid, places.owner?.uid].includes(found.uid);
    if (!found.isDirectory() || !ours) {
      throw new EmbeddedPostgresError('not-permitted', `${dir} belongs to somebody else. Remove it and start again.`);
    }
    if (places.owner !== undefined) await chown(dir, places.owner.uid, places.owner.gid);
  }
}

/** The account `nobody`: initdb insists on a uid that has an entry in the password file. */
async function unprivilegedUser(): Promise<Owner> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = accounts
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  return { uid: Number(fields?.[2] ?? NOBODY), gid: Number(fields?.[3] ?? NOBODY) };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
