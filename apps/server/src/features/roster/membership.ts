import { rosterSees, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ColourReader } from '../decision/index.ts';
import { identityOf, lockPeople, maskedNamesOf } from '../identity/index.ts';
import { invitedBy } from './invitation.ts';
import { requireOrganisation } from './organisation.ts';
import { membershipsOf, readMembership } from './show.ts';

export interface RosterDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'> {
  readonly colourOf: ColourReader;
}

/** Whom she would join, what it would see, and until when; nothing is stored. @throws Refusal invitation-over */
export async function readOffer(deps: RosterDeps, personId: string, code: string): Promise<schemas.RosterOffer> {
  const now = deps.clock.now();
  const { kind, name, division } = await invitedBy(deps.db, now, code);
  const until = toEdge(addSeconds(now, deps.province.roster.consentDays * 86_400));
  return { kind, name, division, until, sees: rosterSees[kind], names: await namesOf(deps.db, deps, personId) };
}

/**
 * She agrees that an organisation sees her on its list, under the name she chooses. Joining again prolongs it.
 * @throws Refusal invitation-over, too-many-rosters, organisation-full
 */
export function join(
  deps: RosterDeps,
  personId: string,
  { code, showName }: schemas.RosterJoining,
): Promise<schemas.RosterMembership> {
  const now = deps.clock.now();
  const { consentDays, members, perPerson } = deps.province.roster;
  return transact(deps.db, async (tx) => {
    const { organisation_id: organisationId } = await invitedBy(tx, now, code);
    // Two who join at once must not both be the last for whom there is room.
    await requireOrganisation(tx, organisationId, 'lock');
    await lockPeople(tx, [personId]);
    const standing = await membershipsOf(tx, personId);
    const before = standing.find((row) => row.organisation_id === organisationId);
    const others = standing.filter((row) => row.until_at > now && row !== before);
    if (others.length >= perPerson) throw new Refusal('too-many-rosters');
    if (before !== undefined) await end(tx, personId, before.membership_id, now);
    if ((await countMembers(tx, organisationId)) >= members) throw new Refusal('organisation-full');
    const memberId = newId(now);
    const name = (await namesOf(tx, deps, personId))[showName];
    const of = { organisation_id: organisationId, membership_id: memberId, person_id: personId };
    await tx
      .insertInto('roster_member')
      .values({
        ...of,
        name_sealed: deps.seal.seal('roster-name', name),
        joined_at: now,
        until_at: addSeconds(now, consentDays * 86_400),
      })
      .execute();
    await tx.insertInto('organisation_member').values(of).execute();
    return readMembership(tx, deps, personId, memberId);
  });
}

/** She is on the list no longer, from this moment. @throws Refusal not-found */
export function leave(deps: RosterDeps, personId: string, memberId: string): Promise<{ memberId: string }> {
  return transact(deps.db, async (tx) => {
    if (!(await end(tx, personId, memberId, deps.clock.now()))) throw new Refusal('not-found');
    return { memberId };
  });
}

/** Ends a membership, with what she has asked of the organisation. @returns whether it stood */
export async function end(tx: Tx, personId: string, memberId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('roster_member')
    .set({ left_at: now })
    .where('person_id', '=', personId)
    .where('membership_id', '=', memberId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  await tx.deleteFrom('organisation_member').where('membership_id', '=', memberId).execute();
  await tx
    .deleteFrom('roster_return')
    .where('person_id', '=', personId)
    .where('membership_id', '=', memberId)
    .where('approved_at', 'is', null)
    .execute();
  return numUpdatedRows > 0n;
}

async function namesOf(read: Read, deps: RosterDeps, personId: string): Promise<schemas.RosterOffer['names']> {
  const { name } = await identityOf(read, deps, personId);
  const masked = (await maskedNamesOf(read, deps, [personId])).get(personId);
  // Read from the same row a moment ago.
  if (masked === undefined) throw new Error('nobody has this id');
  return { full: name, masked };
}

async function countMembers(read: Read, organisationId: string): Promise<number> {
  const { count } = await read
    .selectFrom('organisation_member')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
