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

export async function listSources(read: Read, now: Date) {
  const rows = await read.selectFrom('source_state').selectAll().orderBy('source').execute();
  return rows.map((row) => ({
    source: row.source,
    lastAnswerAt: toEdgeOrNull(row.last_answer_at),
    lastFailureAt: toEdgeOrNull(row.last_failure_at),
    pausedUntil: toEdgeOrNull(row.paused_until !== null && row.paused_until > now ? row.paused_until : null),
  }));
}
