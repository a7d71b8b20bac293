import { requireDivision } from '../../division-scope.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';

async function findReview(tx: Tx, personId: string, reviewId: string) {
  return tx
    .selectFrom('review')
    .selectAll()
    .where('person_id', '=', personId)
    .where('review_id', '=', reviewId)
    .executeTakeFirst();
}

export type ReviewRow = NonNullable<Awaited<ReturnType<typeof findReview>>>;

/**
 * A review as a reviewer acts on it. The person is locked first, as in everything that moves her application.
 * @throws Refusal not-found, also for a review of another division
 */
export async function lockReview(tx: Tx, staff: StaffPrincipal, reviewId: string): Promise<ReviewRow> {
  const place = await tx
    .selectFrom('review_person')
    .select('person_id')
    .where('review_id', '=', reviewId)
    .executeTakeFirst();
  if (place === undefined) throw new Refusal('not-found');
  await lockPeople(tx, [place.person_id]);
  const row = await findReview(tx, place.person_id, reviewId);
  if (row === undefined) throw new Refusal('not-found');
  requireDivision(staff, row.division, 'not-found');
  return row;
}

export function updateReview(tx: Tx, { person_id: personId, review_id: reviewId }: ReviewRow) {
  return tx.updateTable('review').where('person_id', '=', personId).where('review_id', '=', reviewId);
}

/** @throws Refusal review-closed, review-not-claimed where somebody else has it, or nobody any more */
export function requireClaim(row: ReviewRow, staff: StaffPrincipal, now: Date): void {
  if (row.closed_at !== null) throw new Refusal('review-closed');
  const holds = row.claimed_by === staff.staffId && row.claimed_until !== null && row.claimed_until > now;
  if (!holds) throw new Refusal('review-not-claimed');
}
