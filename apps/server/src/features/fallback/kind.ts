import { sql } from 'kysely';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { propose, type ApprovalKind, type ApprovedProposal, type ProposeDeps } from '../approval/index.ts';
import { appendEntry } from '../transparency/index.ts';

type Payload = { readonly state: schemas.FallbackProposal['state'] };

/** That the order for when the system cannot be reached applies, or no longer: it takes two administrators of the province. */
export function fallbackWord(deps: Pick<NodeContext, 'clock' | 'province'>): ApprovalKind {
  return {
    name: 'fallback-order',
    proposers: ['admin'],
    deciders: ['admin'],
    maximumDays: Math.ceil(deps.province.fallback.longestHours / 24),
    describe: (payload) => [{ name: 'state', value: (payload as Payload).state }],
    carryOut: (tx, approved) => say(tx, deps, approved),
  };
}

/** Puts a start or an end before a second administrator. @throws Refusal what `propose` refuses */
export function proposeFallback(
  deps: Pick<NodeContext, 'db'> & ProposeDeps,
  staff: StaffPrincipal,
  { state, approval }: schemas.FallbackProposal,
  once: Once,
): Promise<{ approvalId: string }> {
  const payload: Payload = { state };
  const store = async (tx: Tx) => ({
    approvalId: await propose(tx, deps, {
      kind: 'fallback-order',
      subject: newId(deps.clock.now()),
      division: deps.province.division,
      ground: approval,
      payload,
      proposedBy: staff,
    }),
  });
  return transact(deps.db, store, once);
}

/** A start has an end: what was agreed to, and never beyond what the order itself allows. */
async function say(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'province'>,
  { approvalId, endsAt, payload }: ApprovedProposal,
): Promise<void> {
  const now = deps.clock.now();
  const { state } = payload as Payload;
  const longest = addSeconds(now, deps.province.fallback.longestHours * 3600);
  const until = state === 'ended' ? now : new Date(Math.min(endsAt.getTime(), longest.getTime()));
  // Two words of one moment would otherwise take the same number.
  await sql`lock table fallback_word in share row exclusive mode`.execute(tx);
  const { last } = await tx
    .selectFrom('fallback_word')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)).as('last'))
    .executeTakeFirstOrThrow();
  const word = { number: last + 1, state, said_at: now, until_at: until, approval_id: approvalId };
  await tx.insertInto('fallback_word').values(word).execute();
  const entry = { kind: 'fallback-word', at: toEdge(now), number: last + 1, state, until: toEdge(until) } as const;
  await appendEntry(tx, deps, { ...entry, approval: approvalId });
}
