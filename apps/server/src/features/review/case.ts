import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { documentsOf, readDocument } from '../application-document/index.ts';
import { personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { describeReview } from './queue.ts';
import { lockReview, requireClaim, type ReviewRow, updateReview } from './store.ts';

export interface CaseDeps extends Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> {
  /** The application as the person sees it, with what she entered. */
  readonly applicationOf: (
    read: Read,
    key: { personId: string; conversionId: string },
  ) => Promise<{ readonly conversion: schemas.Conversion; readonly form: schemas.ConversionDraft }>;
}

/**
 * Takes up a review: for the profile's minutes nobody else can. Shows findings and documents beside what the person entered; that they
 * were shown is recorded for her. Taken up again by who has it, it is kept for longer.
 * @throws Refusal not-found, review-closed, review-claimed
 */
export async function claimReview(
  tx: Tx,
  deps: CaseDeps,
  staff: StaffPrincipal,
  reviewId: string,
): Promise<schemas.ReviewCase> {
  const row = await lockReview(tx, staff, reviewId);
  if (row.closed_at !== null) throw new Refusal('review-closed');
  const now = deps.clock.now();
  const isTaken = row.claimed_until !== null && row.claimed_until > now && row.claimed_by !== staff.staffId;
  if (isTaken) throw new Refusal('review-claimed');
  const claimed = {
    claimed_by: staff.staffId,
    claimed_until: addSeconds(now, deps.province.application.claimMinutes * 60),
  };
  await updateReview(tx, row).set(claimed).execute();
  await record(tx, deps, staff, row);
  const key = { personId: row.person_id, conversionId: row.conversion_id };
  const { conversion, form } = await deps.applicationOf(tx, key);
  const { maskedName, lastFour } = await personCard(tx, deps, row.person_id);
  return {
    review: describeReview({ ...row, ...claimed }, now),
    claimedUntil: toEdge(claimed.claimed_until),
    maskedName,
    lastFour,
    application: conversion,
    stays: form.stays ?? [],
    findings: JSON.parse(deps.seal.open('application', row.findings_sealed)) as schemas.ReviewFinding[],
    documents: await documentsOf(tx, key),
  };
}

/** A document as who has the review in hand sees it; that it was seen is recorded. @throws Refusal not-found, review-closed, review-not-claimed */
export async function readReviewDocument(
  tx: Tx,
  deps: CaseDeps,
  staff: StaffPrincipal,
  { reviewId, documentId }: { reviewId: string; documentId: string },
) {
  const row = await lockReview(tx, staff, reviewId);
  requireClaim(row, staff, deps.clock.now());
  await record(tx, deps, staff, row);
  return readDocument(tx, deps, { personId: row.person_id, conversionId: row.conversion_id, documentId });
}

export async function record(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  staff: StaffPrincipal,
  row: ReviewRow,
): Promise<void> {
  await recordStaffAccess(tx, deps, {
    staff,
    personId: row.person_id,
    purpose: 'application-review',
    seen: ['identity', 'applications', 'facts', 'proof'],
    reference: `SH-${row.review_id.slice(-8).toUpperCase()}`,
  });
}
