import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import type { Tick } from '../../platform/jobs.ts';
import { Refusal } from '../../platform/refusal.ts';
import { approvalStates } from '../approval/index.ts';
import { redecide } from '../decision/index.ts';
import { recordStatements } from '../facts/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { placeOf } from './kind.ts';
import { referenceOf } from './preview.ts';
import { logManualColour } from './log.ts';
import { changeManualColour, lockManualColour, requireManualColour, type ManualColourRow } from './stored.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal'>;

/** One person suffices to lift what took two to set. @throws Refusal not-found, list-closed for one that is not in force */
export function liftManualColour(
  deps: Deps,
  staff: StaffPrincipal,
  manualColourId: string,
): Promise<{ manualColourId: string; state: schemas.ManualColourState }> {
  return transact(deps.db, async (tx) => {
    const row = await requireManualColour(tx, staff, manualColourId);
    if (row.state !== 'in-force') throw new Refusal('list-closed');
    const { person_id: personId } = row;
    const reference = referenceOf(manualColourId);
    await recordStaffAccess(tx, deps, { staff, personId, purpose: 'manual-colour', seen: ['colour'], reference });
    await end(tx, deps, row, 'lifted', staff.staffId);
    return { manualColourId, state: 'lifted' as const };
  });
}

async function end(
  tx: Tx,
  deps: Deps,
  row: ManualColourRow,
  state: 'lifted' | 'ended',
  by: string | null,
): Promise<void> {
  const now = deps.clock.now();
  await changeManualColour(tx, row, { state, closed_at: now, closed_by: by, due_at: null });
  await recordStatements(tx, [{ ...placeOf(row), receivedAt: now, fact: null }]);
  await logManualColour(tx, deps, row, { event: state, by });
  await redecide(tx, [row.person_id]);
}

export function manualColourTicks(deps: Deps): Tick[] {
  return [{ name: 'manual-colour.due', everySeconds: 5, run: (now) => lookAtDue(deps, now) }];
}

/** Ends what has reached its end, and closes what was not approved. */
async function lookAtDue(deps: Deps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('manual_colour')
    .select('manual_colour_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(500)
    .execute();
  for (const { manual_colour_id: id } of due) await transact(deps.db, (tx) => lookAtOne(tx, deps, id, now));
}

async function lookAtOne(tx: Tx, deps: Deps, manualColourId: string, now: Date): Promise<void> {
  const row = await lockManualColour(tx, manualColourId);
  if (row === undefined || row.due_at === null || row.due_at > now) return;
  if (row.state === 'in-force') {
    await end(tx, deps, row, 'ended', null);
    return;
  }
  const open = (await approvalStates(tx, [row.approval_id!])).get(row.approval_id!) === 'proposed';
  const change = open ? { due_at: addSeconds(now, 60) } : { state: 'not-approved', due_at: null, closed_at: now };
  await changeManualColour(tx, row, change);
}
