import { rosterSees, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireOrganisation } from './organisation.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/** Her memberships that nobody has ended, those that have run out as well. */
export async function membershipsOf(read: Read, personId: string) {
  return read
    .selectFrom('roster_member')
    .selectAll()
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .orderBy('membership_id')
    .execute();
}

/** Who may see whether she may come in, as she reads it: those that stand. */
export async function listRosters(read: Read, deps: Deps, personId: string): Promise<schemas.RosterMembership[]> {
  const now = deps.clock.now();
  const rows = (await membershipsOf(read, personId)).filter((row) => row.until_at > now);
  const shown: schemas.RosterMembership[] = [];
  for (const row of rows) shown.push(await describe(read, deps, row));
  return shown;
}

/** @throws Refusal not-found, also for one that has run out */
export async function readMembership(
  read: Read,
  deps: Deps,
  personId: string,
  memberId: string,
): Promise<schemas.RosterMembership> {
  const rows = await membershipsOf(read, personId);
  const row = rows.find((each) => each.membership_id === memberId && each.until_at > deps.clock.now());
  if (row === undefined) throw new Refusal('not-found');
  return describe(read, deps, row);
}

type Row = Awaited<ReturnType<typeof membershipsOf>>[number];

async function describe(read: Read, { seal }: Deps, row: Row): Promise<schemas.RosterMembership> {
  const { name, kind, division } = await requireOrganisation(read, row.organisation_id);
  const asked = await read
    .selectFrom('roster_return')
    .select(['asked_at', 'approved_at'])
    .where('person_id', '=', row.person_id)
    .where('membership_id', '=', row.membership_id)
    .orderBy('return_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    memberId: row.membership_id,
    name,
    kind,
    division,
    shownName: seal.open('roster-name', row.name_sealed),
    joinedAt: toEdge(row.joined_at),
    until: toEdge(row.until_at),
    sees: rosterSees[kind],
    lookedAt: toEdgeOrNull(row.looked_at),
    return:
      asked === undefined ? null : { askedAt: toEdge(asked.asked_at), approvedAt: toEdgeOrNull(asked.approved_at) },
  };
}
