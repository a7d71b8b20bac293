import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export interface ReviewToOpen {
  readonly personId: string;
  readonly conversionId: string;
  readonly kind: schemas.ReviewKind;
  /** Where the reviewers are: the narrowest division that is known of where she is going. */
  readonly division: string;
  /** What is compared, side by side; shown to the reviewer as it stands here. Sealed at rest. */
  readonly findings: readonly schemas.ReviewFinding[];
  readonly dueAt: Date;
}

/**
 * Puts an application into the reviewers' queue, in the caller's transaction. One that has an open review keeps it, and nothing is opened.
 * @returns the id of the open review
 */
export async function openReview(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  { personId, conversionId, kind, division, findings, dueAt }: ReviewToOpen,
): Promise<string> {
  const now = deps.clock.now();
  const reviewId = newId(now);
  const opened = await tx
    .insertInto('review')
    .values({
      person_id: personId,
      review_id: reviewId,
      conversion_id: conversionId,
      kind,
      division,
      findings_sealed: deps.seal.seal('application', JSON.stringify(findings)),
      opened_at: now,
      due_at: dueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('review_id')
    .executeTakeFirst();
  if (opened !== undefined) {
    await tx.insertInto('review_person').values({ review_id: reviewId, person_id: personId }).execute();
    return reviewId;
  }
  const { review_id: open } = await tx
    .selectFrom('review')
    .select('review_id')
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return open;
}

/** Closes what is open of an application that the person has taken back: nobody looks at it any more. */
export async function endReviews(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  { personId, conversionId }: { personId: string; conversionId: string },
): Promise<void> {
  await tx
    .updateTable('review')
    .set({ closed_at: clock.now() })
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('closed_at', 'is', null)
    .execute();
}
