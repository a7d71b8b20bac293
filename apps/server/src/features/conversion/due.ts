import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { countDocuments } from '../application-document/index.ts';
import { lockPeople } from '../identity/index.ts';
import { openReview } from '../review/index.ts';
import { type ConversionRow, findConversion, type StepDeps, takeSteps } from './store.ts';

export type DueDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'> & StepDeps;

const together = 200;

/** Ends drafts and waiting that have run out; what has come in for an itinerary goes to a reviewer instead. */
export async function endDue(deps: DueDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('conversion')
    .select(['person_id', 'conversion_id'])
    .where('due_at', '<=', now)
    .where('state', 'in', [...ending])
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const { person_id: personId, conversion_id: conversionId } of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [personId]);
      const row = await findConversion(tx, personId, conversionId);
      // She may have gone on meanwhile.
      if (row !== undefined && isOver(row, now)) await end(tx, deps, row);
    });
  }
}

const ending: readonly string[] = ['draft', 'waiting-for-documents'];

function isOver({ state, due_at: dueAt }: ConversionRow, now: Date): boolean {
  return ending.includes(state) && dueAt !== null && dueAt <= now;
}

async function end(tx: Tx, deps: DueDeps, row: ConversionRow): Promise<void> {
  const key = { personId: row.person_id, conversionId: row.conversion_id };
  if (row.cause === 'itinerary-complex' && (await countDocuments(tx, key)) > 0) {
    await sendToReviewer(tx, deps, row);
    return;
  }
  const cause =
    row.state === 'draft' ? 'not-sent' : row.cause === 'consent-expired' ? 'consent-ended' : 'documents-missing';
  await takeSteps(tx, deps, [{ ...key, state: 'expired', cause, dueAt: null }]);
}

/** Has a person compare what came in with what was declared. Answers false where the application had gone elsewhere meanwhile. */
export async function sendToReviewer(
  tx: Tx,
  deps: DueDeps,
  row: ConversionRow,
  kind: schemas.ReviewKind = 'itinerary',
  findings: readonly schemas.ReviewFinding[] = [],
): Promise<boolean> {
  const { person_id: personId, conversion_id: conversionId } = row;
  const dueAt = addSeconds(deps.clock.now(), deps.province.application.reviewHours * 3600);
  const step = { personId, conversionId, state: 'in-review', cause: null, dueAt } as const;
  if ((await takeSteps(tx, deps, [step])).size === 0) return false;
  const division = row.destination_division ?? row.scope;
  await openReview(tx, deps, { personId, conversionId, kind, division, findings, dueAt });
  return true;
}
