import type { Decision } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Read } from '../../platform/db.ts';
import type { Purpose } from '../policy/index.ts';

/** The outcomes of many decisions at once, by decision id. A decision never changes. */
export async function outcomesOf(
  read: Read,
  keys: readonly { personId: string; decisionId: string }[],
): Promise<Map<string, Decision>> {
  if (keys.length === 0) return new Map();
  const rows = await read
    .selectFrom('decision')
    .select(['decision_id', 'outcome'])
    .where(
      'person_id',
      'in',
      keys.map(({ personId }) => personId),
    )
    .where(
      'decision_id',
      'in',
      keys.map(({ decisionId }) => decisionId),
    )
    .execute();
  return new Map(rows.map((row) => [row.decision_id, row.outcome as Decision]));
}

export interface ComingChange {
  readonly personId: string;
  readonly decisionId: string;
  readonly purpose: Purpose;
  readonly colour: string;
  readonly dueAt: Date;
}

/** Whose colour may change by itself until an instant, in order of that change, from a place in that order on. */
export async function comingChanges(
  read: Read,
  window: { after: { dueAt: Date; personId: string }; until: Date; limit: number },
): Promise<ComingChange[]> {
  const { after, until, limit } = window;
  const rows = await read
    .selectFrom('current_decision')
    .select(['person_id', 'decision_id', 'purpose', 'colour', 'due_at'])
    .where(sql<boolean>`(due_at, person_id) > (${after.dueAt}, ${after.personId}::uuid)`)
    .where('due_at', '<=', until)
    .orderBy('due_at')
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    decisionId: row.decision_id,
    purpose: row.purpose as Purpose,
    colour: row.colour,
    dueAt: row.due_at!,
  }));
}
