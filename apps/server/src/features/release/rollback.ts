import type { schemas } from '@tongxing/contract';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { propose, type ApprovalKind, type ApprovedProposal, type ProposeDeps } from '../approval/index.ts';
import { activate, activations, findRelease, holdDecisions, type ActivationRow } from '../policy/index.ts';
import { logRelease } from './log.ts';
import { requirePacks, type ReleaseDeps } from './propose.ts';
import { releaseFor } from './state.ts';

type Payload = { readonly releaseId: string; readonly instead: string; readonly title: string };

/**
 * Bringing the release before back in force, at once. Shorter than a release: an approver may propose it too, nothing is drafted and
 * nothing simulated, since those rules were simulated, approved and in force; two people it takes all the same.
 */
export function policyRollback(deps: ReleaseDeps): ApprovalKind {
  return {
    name: 'policy-rollback',
    proposers: ['policy-editor', 'policy-approver'],
    deciders: ['policy-approver'],
    maximumDays: 30,
    describe: (payload) => Object.entries(payload as Payload).map(([name, value]) => ({ name, value })),
    carryOut: (tx, approved) => carryOut(tx, deps, approved),
  };
}

/**
 * Asks for the release before the latest one to come back.
 * @returns the approval's id
 * @throws Refusal not-found, release-not-in-force, release-first, and what a proposal throws
 */
export function proposeRollback(
  deps: ReleaseDeps & ProposeDeps,
  by: StaffPrincipal,
  releaseId: string,
  { approval }: schemas.ReleaseRollback,
): Promise<string> {
  return transact(deps.db, async (tx) => {
    const row = await releaseFor(tx, by, releaseId);
    const instead = await releaseBefore(tx, releaseId);
    const title = (await findRelease(tx, instead.release_id))!.content.title.zh;
    return propose(tx, deps, {
      kind: 'policy-rollback',
      subject: releaseId,
      division: row.division,
      ground: approval,
      payload: { releaseId, instead: instead.release_id, title },
      proposedBy: by,
    });
  });
}

/** From this minute on; a release that has not begun yet never does. Facts and decisions stay; who may change is decided anew. */
async function carryOut(tx: Tx, deps: ReleaseDeps, { approvalId, payload }: ApprovedProposal): Promise<void> {
  const { releaseId, instead } = payload as Payload;
  await holdDecisions(tx);
  const before = await releaseBefore(tx, releaseId);
  if (before.release_id !== instead) throw new Refusal('release-not-in-force');
  const row = (await findRelease(tx, instead))!;
  const now = deps.clock.now();
  const last = (await activations(tx)).at(-1)!;
  const effectiveAt = last.effective_at > now ? last.effective_at : now;
  await requirePacks(tx, deps, row.content, effectiveAt);
  await activate(tx, {
    release_id: instead,
    kind: 'rollback',
    effective_at: effectiveAt,
    approved_at: now,
    approval_id: approvalId,
  });
  await logRelease(tx, deps, 'rolled-back', row, { effectiveAt, approval: approvalId, instead: releaseId });
}

/** What was in force before the latest release first was. @throws Refusal release-not-in-force, release-first */
async function releaseBefore(read: Read, releaseId: string): Promise<ActivationRow> {
  const all = await activations(read);
  if (all.at(-1)?.release_id !== releaseId) throw new Refusal('release-not-in-force');
  const before = all[all.findIndex(({ release_id: id }) => id === releaseId) - 1];
  if (before === undefined) throw new Refusal('release-first');
  return before;
}
