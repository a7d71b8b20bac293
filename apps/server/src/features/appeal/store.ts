import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivision } from '../../division-scope.ts';
import { lockPeople } from '../identity/index.ts';

export async function findAppeal(read: Read, personId: string, appealId: string) {
  return read
    .selectFrom('appeal')
    .selectAll()
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appealId)
    .executeTakeFirst();
}

export type AppealRow = NonNullable<Awaited<ReturnType<typeof findAppeal>>>;

/** @throws Refusal not-found */
export async function requireAppeal(read: Read, personId: string, appealId: string): Promise<AppealRow> {
  const row = await findAppeal(read, personId, appealId);
  if (row === undefined) throw new Refusal('not-found');
  return row;
}

export async function personOfAppeal(read: Read, appealId: string): Promise<string | undefined> {
  const row = await read
    .selectFrom('appeal_person')
    .select('person_id')
    .where('appeal_id', '=', appealId)
    .executeTakeFirst();
  return row?.person_id;
}

/**
 * The appeal as staff act on it. The person is locked first, as in everything that decides on her, so that nobody else acts on the
 * appeal until the transaction ends.
 * @throws Refusal not-found, also for an appeal of another division
 */
export async function lockForStaff(tx: Tx, staff: StaffPrincipal, appealId: string): Promise<AppealRow> {
  const personId = await personOfAppeal(tx, appealId);
  if (personId === undefined) throw new Refusal('not-found');
  await lockPeople(tx, [personId]);
  const row = await requireAppeal(tx, personId, appealId);
  requireDivision(staff, row.division, 'not-found');
  return row;
}

export function updateAppeal(tx: Tx, { person_id: personId, appeal_id: appealId }: AppealRow) {
  return tx.updateTable('appeal').where('person_id', '=', personId).where('appeal_id', '=', appealId);
}

export async function sourceOf(read: Read, { person_id: personId, appeal_id: appealId }: AppealRow) {
  return read
    .selectFrom('appeal_source')
    .selectAll()
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appealId)
    .executeTakeFirst();
}

export type SourceRow = NonNullable<Awaited<ReturnType<typeof sourceOf>>>;
