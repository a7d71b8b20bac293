import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { doorCheck } from '../../door-check.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { invitedUntil } from './invitation.ts';
import { end, type RosterDeps } from './membership.ts';
import { organisationOf, type OrganisationRow } from './organisation.ts';
import { recordViews } from './record-views.ts';

type Verdict = schemas.Roster['members'][number]['verdict'];

/** Members that one page has: each of them reads that they were looked at. */
const pageSize = 100;

/** By whose rule the people of an organisation may come in. */
const doors = { employer: 'enterprise', school: 'school' } as const;

/**
 * Who of an organisation's people may come in at this moment, by the rule of its kind of place: names as they agreed to, one of three
 * words, and nothing of why. Each of them can read that it looked, once for a day. @throws Refusal no-organisation
 */
export function readRoster(deps: RosterDeps, staff: StaffPrincipal, after?: string): Promise<schemas.Roster> {
  const now = deps.clock.now();
  return transact(deps.db, async (tx) => {
    const organisation = await organisationOf(tx, staff);
    let query = tx
      .selectFrom('organisation_member')
      .select(['membership_id', 'person_id'])
      .where('organisation_id', '=', organisation.organisation_id)
      .orderBy('membership_id')
      .limit(pageSize + 1);
    if (after !== undefined) query = query.where('membership_id', '>', after);
    const page = await query.execute();
    const listed = page.slice(0, pageSize);
    const people = listed.map(({ person_id: personId }) => personId);
    const { rows } = await sql<{
      membership_id: string;
      person_id: string;
      name_sealed: Buffer;
      asked_at: Date | null;
    }>`
      select member.membership_id, member.person_id, name_sealed, asked_at
        from roster_member member
        left join roster_return back on back.person_id = member.person_id and back.membership_id = member.membership_id
                                    and back.approved_at is null
       where member.person_id = any(${people}::uuid[]) and member.left_at is null and member.until_at > ${now}
         and member.organisation_id = ${organisation.organisation_id}
       order by member.membership_id`.execute(tx);
    const shown = rows.map(({ person_id: personId }) => personId);
    const verdicts = await verdictsOf(deps, organisation, shown);
    await recordViews(tx, deps, staff, organisation, shown);
    return {
      organisationId: organisation.organisation_id,
      name: organisation.name,
      kind: organisation.kind,
      at: toEdge(now),
      invitedUntil: await invitedUntil(tx, now, organisation),
      members: rows.map((row) => ({
        memberId: row.membership_id,
        name: deps.seal.open('roster-name', row.name_sealed),
        verdict: verdicts.get(row.person_id) ?? 'cannot-tell',
        returnAskedAt: toEdgeOrNull(row.asked_at),
      })),
      next: page.length > pageSize ? (listed.at(-1)?.membership_id ?? null) : null,
    };
  });
}

/** Takes somebody off the list who works or learns there no longer. @throws Refusal no-organisation, not-found */
export function removeMember(deps: RosterDeps, staff: StaffPrincipal, memberId: string): Promise<{ memberId: string }> {
  return transact(deps.db, async (tx) => {
    const personId = await memberOf(tx, await organisationOf(tx, staff), memberId);
    await end(tx, personId, memberId, deps.clock.now());
    return { memberId };
  });
}

/** @throws Refusal not-found, also for a member of another organisation and for one whose agreement has run out */
export async function memberOf(read: Read, organisation: OrganisationRow, memberId: string): Promise<string> {
  const row = await read
    .selectFrom('organisation_member')
    .select('person_id')
    .where('organisation_id', '=', organisation.organisation_id)
    .where('membership_id', '=', memberId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not-found');
  return row.person_id;
}

/** What the rule of the organisation's kind of place says of each of them now. */
export async function verdictsOf(
  { colourOf, province }: Pick<RosterDeps, 'colourOf' | 'province'>,
  { kind }: OrganisationRow,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Verdict>> {
  const check = doorCheck(province, doors[kind]);
  const colours = await Promise.all(personIds.map((personId) => colourOf(personId)));
  const verdictOf = (colour: schemas.Colour | undefined): Verdict => {
    if (colour === 'green') return 'pass';
    return colour === 'yellow' || colour === 'red' ? check[colour].verdict : 'cannot-tell';
  };
  return new Map(personIds.map((personId, position) => [personId, verdictOf(colours[position])]));
}
