import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireAnother, requireParty } from '../approval/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { decideAnew } from './decide-anew.ts';
import type { AppealDeps } from './deps.ts';
import { endStatements } from './statements.ts';
import { lockForStaff, updateAppeal } from './store.ts';

/**
 * Another person looks at what one officer cleared. Where it was wrong, the records count again, and the person is told the colour that
 * follows. @throws Refusal not-found, appeal-closed, approval-same-person, approval-too-early, personnel-number-missing
 */
export async function reviewClearing(
  tx: Tx,
  deps: AppealDeps,
  staff: StaffPrincipal,
  appealId: string,
  { finding, text }: schemas.ClearingReview,
): Promise<schemas.AppealDecided> {
  const appeal = await lockForStaff(tx, staff, appealId);
  if (appeal.review_due_at === null || appeal.reviewed_at !== null) throw new Refusal('appeal-closed');
  const personIndex = requireParty(deps, staff);
  const cleared = await tx
    .selectFrom('appeal_answer')
    .select(['answered_by', 'answered_by_person'])
    .where('person_id', '=', appeal.person_id)
    .where('appeal_id', '=', appealId)
    .where('outcome', '=', 'upheld')
    .executeTakeFirstOrThrow();
  const proposal = { proposed_by: cleared.answered_by, proposed_by_person: cleared.answered_by_person };
  requireAnother(proposal, staff, personIndex);
  const personId = appeal.person_id;
  const seen = ['appeal', 'facts'] as const;
  await recordStaffAccess(tx, deps, { staff, personId, purpose: 'appeal-review', seen, reference: appeal.number });
  await updateAppeal(tx, appeal)
    .set({
      reviewed_at: deps.clock.now(),
      reviewed_by: staff.staffId,
      review_finding: finding,
      review_sealed: deps.seal.seal('appeal', text),
    })
    .execute();
  if (finding === 'wrong') await endStatements(tx, deps, appeal, 'clearance');
  const colour = await decideAnew(tx, deps, personId);
  return { appealId, state: appeal.state, colour, certificateId: null };
}
