import { reviewGrounds, type ReviewGround, type schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { lockPeople } from '../identity/index.ts';
import { type CaseDeps, record } from './case.ts';
import { lockReview, requireClaim, updateReview } from './store.ts';

/** What a reviewer has decided of an application. */
export interface Reviewed {
  readonly personId: string;
  readonly conversionId: string;
  readonly kind: schemas.ReviewKind;
  readonly decision: schemas.ReviewDecision['decision'];
  readonly ground: ReviewGround;
}

export interface ReviewDeps extends CaseDeps {
  /** Takes the application on, in the transaction that closes its review. */
  readonly reviewDecided: (tx: Tx, reviewed: Reviewed) => Promise<void>;
  /** A review was not decided in time and now waits for the province until `dueAt`. */
  readonly reviewEscalated: (tx: Tx, key: { personId: string; conversionId: string }, dueAt: Date) => Promise<void>;
}

/** @throws Refusal not-found, review-closed, review-not-claimed, ground-mismatched */
export async function decideReview(
  tx: Tx,
  deps: ReviewDeps,
  staff: StaffPrincipal,
  reviewId: string,
  { decision, ground, note }: schemas.ReviewDecision,
): Promise<schemas.ReviewDecided> {
  const row = await lockReview(tx, staff, reviewId);
  const now = deps.clock.now();
  requireClaim(row, staff, now);
  const kind = row.kind as schemas.ReviewKind;
  const isSecondLook = ground === 'machine-right' || ground === 'machine-wrong';
  if (reviewGrounds[ground].decision !== decision || isSecondLook !== (kind === 'second-look')) {
    throw new Refusal('ground-mismatched');
  }
  await updateReview(tx, row)
    .set({
      decision,
      ground,
      note_sealed: deps.seal.seal('application', note),
      decided_by: staff.staffId,
      closed_at: now,
    })
    .execute();
  await record(tx, deps, staff, row);
  await deps.reviewDecided(tx, {
    personId: row.person_id,
    conversionId: row.conversion_id,
    kind,
    decision,
    ground,
  });
  const { zh, en } = reviewGrounds[ground];
  return { reviewId, decision, ground: { code: ground, text: { zh, en } } };
}

const together = 100;

/** What was not decided in time goes to the province's queue with a time of its own; it is nobody's in hand any more. */
export async function escalateDue(deps: ReviewDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('review')
    .select(['person_id', 'review_id', 'conversion_id', 'kind'])
    .where('closed_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  const dueAt = addSeconds(now, deps.province.application.escalatedHours * 3600);
  for (const { person_id: personId, review_id: reviewId, conversion_id: conversionId, kind } of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [personId]);
      const { numUpdatedRows } = await tx
        .updateTable('review')
        .set({
          due_at: dueAt,
          escalated_at: now,
          division: deps.province.division,
          claimed_by: null,
          claimed_until: null,
        })
        .where('person_id', '=', personId)
        .where('review_id', '=', reviewId)
        .where('closed_at', 'is', null)
        .where('due_at', '<=', now)
        .executeTakeFirst();
      const waits = numUpdatedRows > 0 && kind !== 'second-look';
      if (waits) await deps.reviewEscalated(tx, { personId, conversionId }, dueAt);
    });
  }
}
