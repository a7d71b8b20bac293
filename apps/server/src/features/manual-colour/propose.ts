import { redGrounds, type schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { propose, requireGround, type ProposeDeps } from '../approval/index.ts';
import { findPerson, homesOf } from '../identity/index.ts';
import { belongsTo, noteStop } from '../listing/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { isBeyondLimit } from './limits.ts';

export type ProposeManualDeps = Pick<NodeContext, 'db'> & ProposeDeps;

/** What the second person agrees to. */
export type ManualPayload = { readonly personId: string; readonly manualColourId: string; readonly colour: string };

/**
 * Puts a colour by hand for one person before a second member of staff. The person can read that somebody looked them up for it; they
 * are told of the colour when it takes effect.
 * @throws Refusal approval-invalid, not-found also for somebody of another division, manual-colour-limit, and what `propose` refuses
 */
export async function proposeManualColour(
  deps: ProposeManualDeps,
  staff: StaffPrincipal,
  proposal: schemas.ManualColourProposal,
): Promise<{ manualColourId: string; approvalId: string }> {
  const { colour, approval } = proposal;
  requireManualGround(deps, colour, approval);
  const outcome = await transact(deps.db, async (tx) => {
    const { personId, division } = await requirePerson(tx, deps, staff, proposal.person);
    if (await isBeyondLimit(tx, deps, staff.staffId)) {
      const { ground, documentNumber } = approval;
      const why = 'manual-colour-limit';
      await noteStop(tx, deps, staff, { what: 'manual-colour', why, division, ground, documentNumber, people: 1 });
      return undefined;
    }
    return put(tx, deps, staff, { personId, division, proposal });
  });
  // After the commit: that it was tried stays.
  if (outcome === undefined) throw new Refusal('manual-colour-limit');
  return outcome;
}

/** Red takes a ground that is about the person's health. @throws Refusal approval-invalid */
export function requireManualGround(
  { clock, province }: Pick<NodeContext, 'clock' | 'province'>,
  colour: string,
  approval: schemas.ApprovalGround,
): void {
  requireGround({ name: 'manual-colour', maximumDays: province.manualColour.maximumDays }, clock.now(), approval);
  if (colour !== 'red' || redGrounds.includes(approval.ground)) return;
  throw new Refusal('approval-invalid', { errors: [{ path: '/ground', rule: `for red: ${redGrounds.join(', ')}` }] });
}

/** The person of a document, in the caller's division. @throws Refusal not-found */
export async function requirePerson(
  tx: Tx,
  deps: Pick<NodeContext, 'seal' | 'province'>,
  staff: StaffPrincipal,
  document: { documentType: string; documentNumber: string },
): Promise<{ personId: string; division: string }> {
  const personId = await findPerson(tx, deps, document);
  if (personId === undefined) throw new Refusal('not-found');
  const home = (await homesOf(tx, [personId])).get(personId) ?? null;
  const division = belongsTo(deps.province.division, home);
  requireDivision(staff, division, 'not-found');
  return { personId, division };
}

async function put(
  tx: Tx,
  deps: ProposeManualDeps,
  staff: StaffPrincipal,
  about: { personId: string; division: string; proposal: schemas.ManualColourProposal },
): Promise<{ manualColourId: string; approvalId: string }> {
  const { personId, division, proposal } = about;
  const { colour, approval: ground, reference } = proposal;
  const now = deps.clock.now();
  const manualColourId = newId(now);
  const payload: ManualPayload = { personId, manualColourId, colour };
  const approvalId = await propose(tx, deps, {
    kind: 'manual-colour',
    subject: manualColourId,
    division,
    ground,
    payload,
    proposedBy: staff,
  });
  await recordStaffAccess(tx, deps, { staff, personId, purpose: 'manual-colour', seen: ['identity'], reference });
  await tx
    .insertInto('manual_colour')
    .values({
      person_id: personId,
      manual_colour_id: manualColourId,
      colour,
      division,
      office: staff.division,
      ground: ground.ground,
      document_number: ground.documentNumber,
      ends_at: new Date(ground.endsAt),
      state: 'proposed',
      approval_id: approvalId,
      proposed_by: staff.staffId,
      proposed_at: now,
      due_at: addSeconds(now, 60),
    })
    .execute();
  const found = { manual_colour_id: manualColourId, person_id: personId };
  await tx.insertInto('manual_colour_person').values(found).execute();
  return { manualColourId, approvalId };
}
