import type { schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import type { RosterDeps } from './membership.ts';
import { organisationOf } from './organisation.ts';
import { readMembership } from './show.ts';
import { memberOf, verdictsOf } from './view.ts';
import { recordViews } from './record-views.ts';

/** She asks to come back to work or to school; asking twice is asking once. @throws Refusal not-found */
export function askReturn(deps: RosterDeps, personId: string, memberId: string): Promise<schemas.RosterMembership> {
  return transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    await readMembership(tx, deps, personId, memberId);
    const now = deps.clock.now();
    const { organisation_id: organisationId } = await tx
      .selectFrom('roster_member')
      .select('organisation_id')
      .where('person_id', '=', personId)
      .where('membership_id', '=', memberId)
      .executeTakeFirstOrThrow();
    const of = { person_id: personId, organisation_id: organisationId, membership_id: memberId };
    await tx
      .insertInto('roster_return')
      .values({ ...of, return_id: newId(now), asked_at: now })
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'membership_id']).where('approved_at', 'is', null).doNothing(),
      )
      .execute();
    return readMembership(tx, deps, personId, memberId);
  });
}

/**
 * The organisation lets somebody come back, on a day on which she may pass. Its officer sees no more for it than on the list.
 * @throws Refusal no-organisation, not-found, return-not-asked, return-not-yet
 */
export function approveReturn(
  deps: RosterDeps,
  staff: StaffPrincipal,
  memberId: string,
): Promise<{ memberId: string; approvedAt: string }> {
  const now = deps.clock.now();
  return transact(deps.db, async (tx) => {
    const organisation = await organisationOf(tx, staff);
    const personId = await memberOf(tx, organisation, memberId);
    await lockPeople(tx, [personId]);
    await recordViews(tx, deps, staff, organisation, [personId]);
    const verdict = (await verdictsOf(deps, organisation, [personId])).get(personId);
    if (verdict !== 'pass') throw new Refusal('return-not-yet');
    const { numUpdatedRows } = await tx
      .updateTable('roster_return')
      .set({ approved_at: now, approved_by: staff.staffId })
      .where('person_id', '=', personId)
      .where('membership_id', '=', memberId)
      .where('approved_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('return-not-asked');
    return { memberId, approvedAt: toEdge(now) };
  });
}
