import { createClient, routes, type Client, type schemas } from '@tongxing/contract';
import { Client as Database } from 'pg';
import type { StaffedNode } from '../../clients/staff.ts';

export interface Organisation {
  readonly organisationId: string;
  readonly account: { readonly username: string; readonly password: string };
  /** Of its manager. */
  readonly staffId: string;
}

/** @param account of the administrator, unless told otherwise */
export async function clientOf({ url, admin }: StaffedNode, account = admin): Promise<Client> {
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: account });
  return anonymous.as(token);
}

/** An employer or a school with one manager. */
export async function foundOrganisation(
  node: StaffedNode,
  organisation: schemas.NewOrganisation,
  account: Organisation['account'],
): Promise<Organisation> {
  const admin = await clientOf(node);
  const { organisationId } = await admin.call(routes.createOrganisation, { body: organisation });
  const { division } = organisation;
  const { staffId } = await admin.call(routes.createStaff, { body: { ...account, role: 'roster', division } });
  await admin.call(routes.appointManagers, { params: { organisationId }, body: { staffIds: [staffId] } });
  return { organisationId, account, staffId };
}

/** Has many more on its list, by the names of those who are there: what they would do over HTTP takes an hour. */
export async function crowd(databaseUrl: string, organisationId: string, count: number): Promise<void> {
  await inDatabase(databaseUrl, async (database) => {
    await database.query(
      `create temporary table newcomer as
         select gen_random_uuid() as person_id, gen_random_uuid() as membership_id, member.person_id as like_person,
                row_number() over () as place
           from organisation_member member, generate_series(1, $2::integer) where organisation_id = $1::uuid limit $2`,
      [organisationId, count],
    );
    await database.query(
      `insert into person (person_id, document_type, document_sealed, name_sealed, name_index, residence_division, verified_at)
         select newcomer.person_id, document_type, document_sealed, name_sealed, name_index, residence_division, verified_at
           from newcomer join person on person.person_id = like_person`,
    );
    await database.query(
      `insert into current_decision (person_id, decision_id, purpose, colour, decided_at)
         select newcomer.person_id, gen_random_uuid(), purpose, case when place % 50 = 0 then 'red' else 'green' end, decided_at
           from newcomer join current_decision decided on decided.person_id = like_person where place % 40 > 0`,
    );
    await database.query(
      `insert into roster_member (person_id, organisation_id, membership_id, name_sealed, joined_at, until_at)
         select newcomer.person_id, organisation_id, newcomer.membership_id, name_sealed, joined_at, until_at
           from newcomer join roster_member member on member.person_id = like_person and left_at is null`,
    );
    await database.query(`insert into organisation_member select $1::uuid, membership_id, person_id from newcomer`, [
      organisationId,
    ]);
  });
}

export async function endSessions(databaseUrl: string, staffId: string): Promise<void> {
  await inDatabase(databaseUrl, (database) => database.query('delete from session where subject_id = $1', [staffId]));
}

async function inDatabase(databaseUrl: string, work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = new Database({ connectionString: databaseUrl });
  await database.connect();
  try {
    await work(database);
  } finally {
    await database.end();
  }
}
