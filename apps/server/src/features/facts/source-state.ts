import type { CompiledPack, Fact } from '@tongxing/rules';
import { toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { SourcePaused } from './source-paused.ts';

/** When a source last answered and last failed: public, and what the freshness shown to a person rests on. */
export async function noteAnswer(db: Read, source: string, at: Date): Promise<void> {
  const state = { last_answer_at: at, paused_until: null };
  await db
    .insertInto('source_state')
    .values({ source, ...state })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(state))
    .execute();
}

/** A source that is paused was not asked: it has not failed again. */
export async function noteFailure(db: Read, source: string, at: Date, error: unknown): Promise<void> {
  const state = error instanceof SourcePaused ? { paused_until: error.until } : { last_failure_at: at };
  await db
    .insertInto('source_state')
    .values({ source, ...state })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(state))
    .execute();
}

/** A file of the source has brought something that could be read. */
export async function noteUpload(db: Read, source: Fact['source'], at: Date): Promise<void> {
  const state = { last_upload_at: at };
  await db
    .insertInto('source_state')
    .values({ source, ...state })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(state))
    .execute();
}

type Requests = CompiledPack['requests'];

/** These are told by whoever they are about, each at a time of their own. */
const toldByPeople: readonly string[] = ['declaration', 'origin-province'];

/**
 * When each source last said anything, and whether that is too long ago for the rules in force: the shortest time for which one of them
 * calls it fresh has passed. Also the sources that the rules read and that have never said anything.
 * @param requests of all packs in force
 */
export async function listSources(read: Read, now: Date, requests: Requests) {
  const rows = await read.selectFrom('source_state').selectAll().execute();
  const known = new Map(rows.map((row) => [row.source, row]));
  const freshFor = shortestFor(requests);
  return [...new Set([...known.keys(), ...freshFor.keys()])].toSorted().map((source) => {
    const row = known.get(source);
    const heard = [row?.last_answer_at, row?.last_upload_at, row?.complete_at].map((at) => at?.getTime() ?? -Infinity);
    const limit = freshFor.get(source);
    const pausedUntil = row?.paused_until ?? null;
    return {
      source,
      lastAnswerAt: toEdgeOrNull(row?.last_answer_at ?? null),
      lastUploadAt: toEdgeOrNull(row?.last_upload_at ?? null),
      lastFailureAt: toEdgeOrNull(row?.last_failure_at ?? null),
      pausedUntil: toEdgeOrNull(pausedUntil !== null && pausedUntil > now ? pausedUntil : null),
      freshForSeconds: limit === undefined ? null : limit / 1000,
      isLate: limit === undefined ? null : now.getTime() >= Math.max(...heard) + limit,
    };
  });
}

/** Milliseconds by source. One whose silence says that there is nothing is never late. */
function shortestFor(requests: Requests): ReadonlyMap<string, number> {
  const shortest = new Map<string, number>();
  for (const { source, freshFor, silentIsNone } of requests) {
    if (silentIsNone || toldByPeople.includes(source)) continue;
    shortest.set(source, Math.min(freshFor, shortest.get(source) ?? Infinity));
  }
  return shortest;
}
