import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { dayOf, startOfDay } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { findPerson, homesOf } from '../identity/index.ts';
import { lockStaff, recordStaffAccess } from '../staff/index.ts';
import { clearColour, clearFact, type ClearDeps } from './clear.ts';

/**
 * An officer clears a wrong colour, or one fact of it. The person can read who looked and what for.
 * @throws Refusal not-found also for somebody of another division, clearance-limit, nothing-to-clear, personnel-number-missing
 */
export function orderClearance(
  deps: Pick<NodeContext, 'db'> & ClearDeps,
  staff: StaffPrincipal,
  { person, factId, ground, orderNumber, reference }: schemas.ClearanceOrder,
): Promise<schemas.ClearancesMade> {
  return transact(deps.db, async (tx) => {
    const personId = await findPerson(tx, deps, person);
    if (personId === undefined) throw new Refusal('not-found');
    const home = (await homesOf(tx, [personId])).get(personId) ?? null;
    const { division } = deps.province;
    requireDivision(staff, home !== null && coversDivision(division, home) ? home : division, 'not-found');
    await requireLeft(tx, deps, staff);
    await recordStaffAccess(tx, deps, {
      staff,
      personId,
      purpose: 'clearance',
      seen: ['identity', 'facts'],
      reference,
    });
    const clearing = { personId, ground, orderNumber, by: staff };
    if (factId === undefined) return { clearances: await clearColour(tx, deps, clearing) };
    return { clearances: [await clearFact(tx, deps, { ...clearing, factId })] };
  });
}

/** The account is locked, so that clearances of one moment are counted one after the other. @throws Refusal clearance-limit */
async function requireLeft(tx: Tx, { clock, province }: ClearDeps, { staffId }: StaffPrincipal): Promise<void> {
  await lockStaff(tx, staffId);
  const { people } = await tx
    .selectFrom('clearance')
    .select((e) => e.fn.count<string>('person_id').distinct().as('people'))
    .where('cleared_by', '=', staffId)
    .where('cleared_at', '>=', startOfDay(dayOf(clock.now())))
    .executeTakeFirstOrThrow();
  if (Number(people) >= province.clearance.perOfficerPerDay) throw new Refusal('clearance-limit');
}
