import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { documentIndex, openIdentity, type Identity } from './person.ts';

type Deps = Pick<NodeContext, 'seal'>;

/**
 * Locks people until the transaction ends, each after the one before in the order of their ids: two batches that meet wait for each
 * other in turn instead of in a circle.
 */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  await sql`select person_id from person where person_id = any(${[...personIds]}::uuid[]) order by person_id for update`.execute(
    tx,
  );
}

/** The identity triples of people in the clear, for a question about all of them. */
export async function identitiesOf(
  read: Read,
  deps: Deps,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Identity>> {
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'document_type', 'document_sealed', 'name_sealed', 'phone_sealed'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, openIdentity(deps, row)]));
}

/** How a claimed identity compares with this node's records. `phone` only when document and name both match. */
export type IdentityMatch =
  | { readonly match: 'identity' }
  | { readonly match: 'phone' | 'match'; readonly personId: string };

/** Compares claims with this node's records; answers in their order. */
export async function matchIdentities(read: Read, deps: Deps, claims: readonly Identity[]): Promise<IdentityMatch[]> {
  const indexes = claims.map((claim) => documentIndex(deps, claim));
  const documents = await read
    .selectFrom('document_person')
    .selectAll()
    .where('document_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .execute();
  const people = await read
    .selectFrom('person')
    .select(['person_id', 'name_index', 'phone_index'])
    .where('person_id', '=', sql<string>`any(${documents.map((row) => row.person_id)}::uuid[])`)
    .execute();
  const personOf = new Map(documents.map((row) => [row.document_index.toString('base64'), row.person_id]));
  const known = new Map(people.map((row) => [row.person_id, row]));
  return claims.map((claim, position): IdentityMatch => {
    const person = known.get(personOf.get((indexes[position] as Buffer).toString('base64')) ?? '');
    const sameName = person?.name_index.equals(deps.seal.index('name', claim.name.normalize('NFC')));
    if (person === undefined || sameName !== true) return { match: 'identity' };
    const samePhone = person.phone_index.equals(deps.seal.index('phone', claim.phone));
    return { match: samePhone ? 'match' : 'phone', personId: person.person_id };
  });
}
