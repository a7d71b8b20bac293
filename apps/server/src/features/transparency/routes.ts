import { CodecError, concatBytes, encodeEntries, parseTilePath, TILE_WIDTH, type TileName } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { proveCommitment, type Committed } from './proof.ts';
import { readCheckpoint, readEntries, readLevel } from './store.ts';

// Tiles never change, not even partial ones: a wider tile has another name.
const year = 31_536_000;
const levelsPerTile = 8;

/** The log as anybody reads it (C2SP tlog-tiles). */
export function logRoutes(context: Pick<NodeContext, 'db'>): Implementation[] {
  return [
    implement(routes.getLogCheckpoint, async () => {
      const checkpoint = await readCheckpoint(context.db);
      if (checkpoint === undefined) throw new Refusal('temporarily-unavailable', { retryAfterSeconds: 2 });
      return new Bytes(checkpoint.note);
    }),
    implement(routes.getLogTile, async ({ params }) => {
      const name = parseName(`tile/${params['*']}`);
      return new Bytes(await readTile(context.db, name), { maxAgeSeconds: year });
    }),
  ];
}

/** Finds what was committed to for a decision or code of the person; undefined when the person has none of that id. */
export type LookUpCommitted = (personId: string, subjectId: string) => Promise<Committed | undefined>;

export function proofRoute(context: Pick<NodeContext, 'db'>, lookUp: LookUpCommitted): Implementation {
  return implement(routes.getDecisionProof, async ({ principal, params }) => {
    const committed = await lookUp(principal.personId, params.subjectId);
    if (committed === undefined) throw new Refusal('not-found');
    return proveCommitment(context.db, committed);
  });
}

function parseName(path: string): TileName {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof CodecError) throw new Refusal('not-found', { detail: 'not the path of a tile' });
    throw error;
  }
}

/** Only what a checkpoint covers is shown, so that a reader can check all of it. */
async function readTile(db: Read, name: TileName): Promise<Uint8Array> {
  const size = (await readCheckpoint(db))?.size ?? 0;
  const level = name.kind === 'hashes' ? name.level : 0;
  const first = name.index * TILE_WIDTH;
  if (first + name.width > Math.floor(size / TILE_WIDTH ** level)) throw new Refusal('not-found');
  if (name.kind === 'entries') return encodeEntries(await readEntries(db, first, name.width));
  return concatBytes(...(await readLevel(db, level * levelsPerTile, first, name.width)));
}
