import { toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';

/** When a source last answered and last failed: public, and what the freshness shown to a person rests on. */
export async function noteAnswer(db: Read, source: string, at: Date): Promise<void> {
  await db
    .insertInto('source_state')
    .values({ source, last_answer_at: at })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ last_answer_at: at }))
    .execute();
}

export async function noteFailure(db: Read, source: string, at: Date): Promise<void> {
  await db
    .insertInto('source_state')
    .values({ source, last_failure_at: at })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ last_failure_at: at }))
    .execute();
}

export async function listSources(read: Read) {
  const rows = await read.selectFrom('source_state').selectAll().orderBy('source').execute();
  return rows.map((row) => ({
    source: row.source,
    lastAnswerAt: toEdgeOrNull(row.last_answer_at),
    lastFailureAt: toEdgeOrNull(row.last_failure_at),
  }));
}
