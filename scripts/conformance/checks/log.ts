import { sha256 } from '../keys.ts';
import { type Checkpoint, fetchCheckpoint, fetchEntries, fetchHashes, isSignedByItsLog } from '../log.ts';
import { leafHash, rootAt, rootOver, tilePath, tileWidth } from '../merkle.ts';
import { must, NotTested, type Requirement } from '../requirement.ts';
import type { Session } from '../session.ts';
import { situations } from '../situations.ts';

/** Entries looked through for the trust list. */
const most = 16 * tileWidth;

/** The tree as it was before the run made the log grow. */
export function firstCheckpoint(session: Session): Promise<Checkpoint> {
  return session.once('first checkpoint', () => fetchCheckpoint(session));
}

const patience = 5;

/** A checkpoint of another size, if there is one within some moments. */
async function grown(session: Session, size: number): Promise<Checkpoint> {
  let later = await fetchCheckpoint(session);
  for (let tries = 0; later.size === size && tries < patience; tries += 1) {
    await session.setup.wait();
    later = await fetchCheckpoint(session);
  }
  return later;
}

/** The root of a size of the log, from its tiles. */
function recomputed(session: Session, size: number): Promise<Buffer> {
  return rootAt(size, (level, index, width) => fetchHashes(session, level, index, width));
}

/** The last tile of the tree, and where it begins. */
async function lastTile(session: Session) {
  const { size } = await firstCheckpoint(session);
  const index = Math.floor((size - 1) / tileWidth);
  return { index, width: size - index * tileWidth };
}

export const logRequirements: readonly Requirement[] = [
  {
    id: 'LOG-01',
    level: 'MUST',
    title: '`GET log/checkpoint` answers anybody with a signed note as `text/plain; charset=utf-8`',
    async check(session) {
      const { status, headers } = await session.get('log/checkpoint');
      must(status === 200, `status ${status}`);
      const type = (headers['content-type'] ?? '').toLowerCase().replaceAll(' ', '');
      must(type === 'text/plain;charset=utf-8', `media type ${headers['content-type'] ?? 'none'}`);
    },
  },
  {
    id: 'LOG-02',
    level: 'MUST',
    title: 'Its origin is the one that the trust list gives for the node',
    async check(session) {
      const { origin } = await firstCheckpoint(session);
      const { log } = await session.node();
      must(origin === log.origin, `origin ${origin}, and the trust list says ${log.origin}`);
    },
  },
  {
    id: 'LOG-03',
    level: 'MUST',
    title: 'It is signed by the log key that the trust list gives for the node',
    async check(session) {
      const checkpoint = await firstCheckpoint(session);
      const { log } = await session.node();
      must(isSignedByItsLog({ ...checkpoint, origin: log.origin }, log.key), 'no signature by that key fits');
    },
  },
  {
    id: 'LOG-04',
    level: 'MUST',
    title: 'The tiles give the root of the checkpoint',
    async check(session) {
      const { size, root } = await firstCheckpoint(session);
      must((await recomputed(session, size)).equals(root), `another root at size ${size}`);
    },
  },
  {
    id: 'LOG-05',
    level: 'MUST',
    title: 'The entries of a bundle have the hashes of the tile of level 0 with its number',
    async check(session) {
      const { index, width } = await lastTile(session);
      const [entries, hashes] = [
        await fetchEntries(session, index, width),
        await fetchHashes(session, 0, index, width),
      ];
      const wrong = entries.findIndex((content, at) => !leafHash(content).equals(hashes[at] ?? Buffer.alloc(0)));
      must(wrong === -1, `entry ${index * tileWidth + wrong} has another hash`);
    },
  },
  {
    id: 'LOG-06',
    level: 'MUST',
    title: 'A hash of a tile of level 1 is the root over the full tile of level 0 below it',
    async check(session) {
      const { size } = await firstCheckpoint(session);
      if (size < tileWidth) throw new NotTested(`the log has ${size} entries, and no tile of level 1`);
      const last = Math.floor(size / tileWidth) - 1;
      const hashes = await fetchHashes(session, 1, Math.floor(last / tileWidth), (last % tileWidth) + 1);
      const below = await fetchHashes(session, 0, last, tileWidth);
      must(rootOver(below).equals(hashes[last % tileWidth] ?? Buffer.alloc(0)), `tile ${last} has another root`);
    },
  },
  {
    id: 'LOG-07',
    level: 'MUST',
    title: 'A partial tile has as many hashes as its name says, and no more',
    async check(session) {
      const { index, width } = await lastTile(session);
      if (width === tileWidth) throw new NotTested('the last tile is full');
      const { body } = await session.get(`log/${tilePath(0, index, width)}`);
      must(body.length === width * 32, `${body.length} bytes for ${width} hashes`);
    },
  },
  {
    id: 'LOG-08',
    level: 'MUST',
    title: 'The trust list that the node serves is an entry of its log: kind, version and SHA-256',
    async check(session) {
      const { size } = await firstCheckpoint(session);
      if (size > most) throw new NotTested(`the log has ${size} entries, too many to look through`);
      const { body } = await session.once('trust list as served', () => session.get('federation/trust-list'));
      const digest = sha256(body).toString('base64url');
      const entries: Buffer[] = [];
      for (let from = 0; from < size; from += tileWidth) {
        entries.push(...(await fetchEntries(session, from / tileWidth, Math.min(tileWidth, size - from))));
      }
      const { version } = await session.trustList();
      const found = entries.some((content) => isList(content, version, digest));
      must(found, `none of ${size} entries names version ${version}`);
    },
  },
  {
    id: 'LOG-09',
    level: 'MUST',
    title: 'A later tree contains every earlier one: its tiles give the earlier root at the earlier size',
    async check(session) {
      const earlier = await firstCheckpoint(session);
      // An attestation with facts is committed to, so the log grows within seconds.
      await situations.match(session);
      const later = await grown(session, earlier.size);
      if (later.size === earlier.size) throw new NotTested('the log has not grown during the run');
      must(later.size > earlier.size, `it shrank from ${earlier.size} to ${later.size}`);
      must((await recomputed(session, later.size)).equals(later.root), `another root at size ${later.size}`);
      must((await recomputed(session, earlier.size)).equals(earlier.root), `another root at size ${earlier.size} now`);
    },
  },
];

function isList(content: Buffer, version: number, digest: string): boolean {
  try {
    const told = JSON.parse(content.toString()) as { kind?: unknown; version?: unknown; sha256?: unknown };
    return told.kind === 'trust-list' && told.version === version && told.sha256 === digest;
  } catch {
    return false;
  }
}
