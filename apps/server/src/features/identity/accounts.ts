import { people } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { openPhone } from './phone.ts';

export interface PersonAccount {
  readonly personId: string;
  /** The account of her phone, if it is tied to her. */
  readonly accountId: string | null;
  /** As systems of this country write it; null for somebody without one. */
  readonly phone: string | null;
}

/** Phones and accounts of many people at once. The phones are in the clear: they leave the node only towards those who carry a message. */
export async function accountsOfPersons(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  personIds: readonly string[],
): Promise<PersonAccount[]> {
  if (personIds.length === 0) return [];
  const persons = await read
    .selectFrom('person')
    .select(['person_id', 'phone_sealed', 'phone_index'])
    .where('person_id', 'in', [...personIds])
    .execute();
  const indexes = persons.flatMap((row) => row.phone_index ?? []);
  const accounts = await read
    .selectFrom('phone_account')
    .select(['phone_index', 'account_id'])
    .where('phone_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .execute();
  const accountOf = new Map(accounts.map((row) => [row.phone_index.toString('hex'), row.account_id]));
  return persons.map((row) => ({
    personId: row.person_id,
    accountId: accountOf.get(row.phone_index?.toString('hex') ?? '') ?? null,
    phone: row.phone_sealed === null ? null : people.domesticPhone(openPhone(deps, row.phone_sealed)),
  }));
}
