import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay, toEdge } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { propose, type ApprovalKind, type ApprovedProposal, type ProposeDeps } from '../approval/index.ts';
import {
  activate,
  contentHash,
  findRelease,
  holdDecisions,
  packAmong,
  type PackSource,
  type ReleaseContent,
  type ReleaseRow,
} from '../policy/index.ts';
import { requireSimulated } from '../simulation/index.ts';
import { requireDraft } from './draft.ts';
import { logRelease } from './log.ts';
import { lastRelease, releaseFor } from './state.ts';

export type ReleaseDeps = Pick<NodeContext, 'db' | 'clock' | 'config'> & { readonly packs: PackSource };

/** A release is prepared for the coming days or weeks, never for years. */
const mostDaysAhead = 366;

type Payload = {
  readonly releaseId: string;
  readonly sha256: string;
  readonly effectiveAt: string;
  readonly title: string;
};

/** Putting a release in force from a minute on. What it says is bound by its hash, from the proposal to the last step. */
export function policyRelease(deps: ReleaseDeps): ApprovalKind {
  return {
    name: 'policy-release',
    proposers: ['policy-editor'],
    deciders: ['policy-approver'],
    maximumDays: 3660,
    describe: (payload) => Object.entries(payload as Payload).map(([name, value]) => ({ name, value })),
    carryOut: (tx, approved) => carryOut(tx, deps, approved),
  };
}

/**
 * Puts a draft before a second person.
 * @returns the approval's id
 * @throws Refusal not-found, release-closed, approval-invalid, release-faulty, release-not-simulated, release-outdated, and what a
 *   proposal throws
 */
export function proposeRelease(
  deps: ReleaseDeps & ProposeDeps,
  by: StaffPrincipal,
  releaseId: string,
  { effectiveAt, approval }: schemas.ReleaseProposal,
): Promise<string> {
  return transact(deps.db, async (tx) => {
    const row = await releaseFor(tx, by, releaseId, 'lock');
    requireWhen(deps, effectiveAt);
    const at = new Date(effectiveAt);
    const payload = { releaseId, sha256: hashOf(row), effectiveAt: toEdge(at), title: row.content.title.zh };
    await requireDraft(tx, deps, row);
    await requireEnd(tx, deps, row, new Date(approval.endsAt));
    const approvalId = await propose(tx, deps, {
      kind: 'policy-release',
      subject: releaseId,
      division: row.division,
      count: row.content.packs.length,
      ground: approval,
      payload,
      proposedBy: by,
    });
    await requirePacks(tx, deps, row.content, at);
    await requireSimulated(tx, row);
    await tx
      .updateTable('policy_release')
      .set({ approval_id: approvalId })
      .where('release_id', '=', releaseId)
      .execute();
    await logRelease(tx, deps, 'proposed', row, { effectiveAt: at, approval: approvalId });
    return approvalId;
  });
}

/**
 * From this transaction's end every process judges by the release from its minute on, because the table says so. Approved after the
 * minute for which it was meant, it begins at once.
 */
async function carryOut(tx: Tx, deps: ReleaseDeps, { approvalId, payload }: ApprovedProposal): Promise<void> {
  const { releaseId, sha256, effectiveAt } = payload as Payload;
  await holdDecisions(tx);
  const row = (await findRelease(tx, releaseId, true))!;
  // The stored draft and what is hashed must both be what the approver was shown.
  const isSame = hashOf(row) === sha256 && contentHash(row.content).toString('base64url') === sha256;
  if (!isSame) throw new Refusal('release-outdated');
  await requireSimulated(tx, row);
  const now = deps.clock.now();
  const meant = new Date(effectiveAt);
  const effective = meant > now ? meant : now;
  await requirePacks(tx, deps, row.content, effective);
  await activate(tx, {
    release_id: releaseId,
    kind: 'release',
    effective_at: effective,
    approved_at: now,
    approval_id: approvalId,
  });
  await logRelease(tx, deps, 'approved', row, { effectiveAt: effective, approval: approvalId });
}

/** A whole minute that is to come. @throws Refusal approval-invalid */
function requireWhen({ clock }: Pick<NodeContext, 'clock'>, text: string): void {
  const at = new Date(text);
  const now = clock.now();
  const ok =
    isCalendarDay(text.slice(0, 10)) &&
    at.getTime() % 60_000 === 0 &&
    at > now &&
    at <= addSeconds(now, mostDaysAhead * 86_400);
  if (ok) return;
  const rule = `a whole minute after now and within ${mostDaysAhead} days`;
  throw new Refusal('approval-invalid', { errors: [{ path: '/effectiveAt', rule }] });
}

/**
 * What takes two people ends by itself: no pack that the release brings in outlasts its ground. @throws Refusal approval-invalid
 */
async function requireEnd(read: Read, deps: ReleaseDeps, row: ReleaseRow, endsAt: Date): Promise<void> {
  const known = new Set((await lastRelease(read)).content.packs.map((pack) => canonicalJson(pack)));
  const added = { ...row.content, packs: row.content.packs.filter((pack) => !known.has(canonicalJson(pack))) };
  const packs = await deps.packs.packsOf(read, added);
  const outlasting = packs.filter(({ validTo }) => validTo > endsAt.getTime());
  if (outlasting.length === 0) return;
  const rule = 'not before the end of the packs that are new';
  throw new Refusal('approval-invalid', { errors: [{ path: '/approval/endsAt', rule }] });
}

/** Everybody is judged by some pack from that instant on. @throws Refusal release-faulty */
export async function requirePacks(read: Read, deps: ReleaseDeps, content: ReleaseContent, at: Date): Promise<void> {
  const packs = await deps.packs.packsOf(read, content);
  const province = deps.config.division;
  for (const purpose of ['resident', 'entry'] as const) {
    if (packAmong(packs, { purpose, at, division: null, province }) === undefined) {
      throw new Refusal('release-faulty', {
        errors: [{ path: '/packs', rule: `province-${purpose} at ${toEdge(at)}` }],
      });
    }
  }
}

function hashOf(row: ReleaseRow): string {
  return row.content_hash.toString('base64url');
}
