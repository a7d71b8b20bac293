import { people, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { maskName } from './masking.ts';
import { phoneIndex } from './phone.ts';
import { subjectIndex } from './person.ts';

/** How somebody is named on a list: by a document or by a phone. */
export type Named = Pick<schemas.Subject, 'documentType' | 'documentNumber' | 'issuingCountry'> | { phone: string };

/** The blind index under which somebody of that document or phone is found, now or once they register. */
export function namedIndex(deps: Pick<NodeContext, 'seal'>, named: Named): Buffer {
  return 'phone' in named ? phoneIndex(deps, named.phone) : subjectIndex(deps, named);
}

/** Who is behind each of these indexes, by the index in hexadecimal; those whom nobody here knows are left out. */
export async function peopleBehind(read: Read, indexes: readonly Buffer[]): Promise<ReadonlyMap<string, string>> {
  const any = sql<Buffer>`any(${[...indexes]}::bytea[])`;
  const byDocument = await read
    .selectFrom('document_person')
    .innerJoin('person', 'person.person_id', 'document_person.person_id')
    .select(['document_index as found', 'document_person.person_id'])
    .where('document_index', '=', any)
    .execute();
  const phones = await read
    .selectFrom('phone_account')
    .select(['phone_index', 'account_id'])
    .where('phone_index', '=', any)
    .execute();
  const accounts = await read
    .selectFrom('account')
    .select(['account_id', 'person_id'])
    .where('account_id', '=', sql<string>`any(${phones.map((row) => row.account_id)}::uuid[])`)
    .execute();
  const ownerOf = new Map(accounts.map((row) => [row.account_id, row.person_id]));
  const byPhone = phones.flatMap(({ phone_index: found, account_id: accountId }) => {
    const personId = ownerOf.get(accountId) ?? null;
    return personId === null ? [] : [{ found, person_id: personId }];
  });
  return new Map([...byPhone, ...byDocument].map((row) => [row.found.toString('hex'), row.person_id]));
}

/** Every index under which a person can be on a list: all documents, and the phone. */
export async function indexesOf(read: Read, personId: string): Promise<Buffer[]> {
  const documents = await read
    .selectFrom('person_document')
    .select('document_index')
    .where('person_id', '=', personId)
    .execute();
  const person = await read
    .selectFrom('person')
    .select('phone_index')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const phone = person?.phone_index ?? null;
  return [...documents.map((row) => row.document_index), ...(phone === null ? [] : [phone])];
}

/** The blind index of a document of a person, the same for as long as she has it; undefined for nobody. */
export async function documentIndexOf(read: Read, personId: string): Promise<Buffer | undefined> {
  const row = await read
    .selectFrom('person_document')
    .select('document_index')
    .where('person_id', '=', personId)
    .orderBy('document_index')
    .limit(1)
    .executeTakeFirst();
  return row?.document_index;
}

/** Where people live, as the registry said; null where it did not. */
export async function homesOf(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'residence_division'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.residence_division]));
}

/** Names as staff may read them in a list. */
export async function maskedNamesOf(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'name_sealed'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, maskName(deps.seal.open('name', row.name_sealed))]));
}

/** The province in which a resident number was first registered, six digits; null for any other document. */
export function registeredIn(named: Named): string | null {
  if ('phone' in named || named.documentType !== '10') return null;
  return `${people.normaliseDocumentNumber(named.documentNumber).slice(0, 2)}0000`;
}
