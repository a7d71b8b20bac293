import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ApprovalKind, ApprovedProposal } from '../approval/index.ts';
import { redecide } from '../decision/index.ts';
import { recordStatements } from '../facts/index.ts';
import { groundOf, officeOf } from '../listing/index.ts';
import { tellOrders } from '../notification/index.ts';
import { hasAccessed } from '../staff/index.ts';
import { logManualColour } from './log.ts';
import { dataOf, referenceOf } from './preview.ts';
import { requireManualGround, type ManualPayload } from './propose.ts';
import { changeManualColour, lockManualColour, type ManualColourRow } from './stored.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal' | 'province' | 'divisions'>;

/** A colour set by hand for one person. */
export function manualColour(deps: Deps): ApprovalKind {
  return {
    name: 'manual-colour',
    proposers: ['health-data'],
    deciders: ['health-data', 'policy-approver'],
    maximumDays: deps.province.manualColour.maximumDays,
    describe: (payload) => {
      const { manualColourId, colour } = payload as ManualPayload;
      return Object.entries({ manualColourId, colour }).map(([name, value]) => ({ name, value }));
    },
    carryOut: (tx, approved) => set(tx, deps, approved),
  };
}

/** @throws Refusal approval-closed, approval-invalid, list-preview-unseen */
async function set(tx: Tx, deps: Deps, approved: ApprovedProposal): Promise<void> {
  const now = deps.clock.now();
  const { manualColourId } = approved.payload as ManualPayload;
  const row = await lockManualColour(tx, manualColourId);
  if (row?.state !== 'proposed') throw new Refusal('approval-closed');
  const { person_id: personId, ground, document_number: documentNumber, office, ends_at: until } = row;
  requireManualGround(deps, row.colour, { ground, documentNumber, endsAt: until.toISOString() });
  const reading = { personId, staffId: approved.decidedBy, reference: referenceOf(manualColourId) };
  if (!(await hasAccessed(tx, reading))) throw new Refusal('list-preview-unseen');
  const change = { state: 'in-force', since: now, approved_by: approved.decidedBy, due_at: until };
  await changeManualColour(tx, row, change);
  const data = dataOf(row, now);
  await recordStatements(tx, [
    { ...placeOf(row), receivedAt: now, fact: { kind: 'manual-colour', observedAt: now, data } },
  ]);
  await tellOrders(tx, deps, [
    {
      personId,
      kind: 'colour-by-hand',
      orderId: manualColourId,
      documentNumber,
      until,
      ground: groundOf('manual-colour', ground),
      office: officeOf(deps, office),
    },
  ]);
  await logManualColour(tx, deps, row, { event: 'set', by: approved.proposedBy, approvedBy: approved.decidedBy });
  await redecide(tx, [personId]);
}

/** Where the fact of a colour by hand stands among what is said of its person. */
export function placeOf({ person_id: personId, manual_colour_id: manualColourId }: ManualColourRow) {
  return { personId, source: 'control-office' as const, within: `order:${manualColourId}`, key: 'manual-colour' };
}
