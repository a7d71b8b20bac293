import { people, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';
import { guardiansOf } from './guardianship.ts';
import { subjectIndex } from './person.ts';
import { openPhone, phoneIndex } from './phone.ts';

type Deps = Pick<NodeContext, 'seal' | 'clock'>;

/** Document and name in the clear, and the phone that stands for the person: her own, else her first guardian's, else none. */
export interface Identity {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly issuingCountry?: string;
  readonly name: string;
  /** As systems of this country write it: 11 digits, or + and a foreign number. */
  readonly phone: string | null;
  /** The phone is her own and a mainland number: the carriers know where it was. */
  readonly hasMainlandPhone: boolean;
}

/**
 * Locks people until the transaction ends, each after the one before in the order of their ids: two batches that meet wait for each
 * other in turn instead of in a circle.
 */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  await sql`${prepared} select person_id from person where person_id = any(${[...personIds]}::uuid[]) order by person_id for update`.execute(
    tx,
  );
}

/** People in the clear, by the document that their code shows, for a question about all of them. */
export async function identitiesOf(
  read: Read,
  deps: Deps,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Identity>> {
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'document_type', 'document_sealed', 'issuing_country', 'name_sealed', 'phone_sealed'])
    .where('person_id', '=', anyOf(personIds))
    .execute();
  const identities = new Map<string, Identity>();
  for (const row of rows) {
    const own = row.phone_sealed === null ? undefined : openPhone(deps, row.phone_sealed);
    const phone =
      own ?? (await guardianPhones(read, deps, row.person_id)).map((each) => openPhone(deps, each.sealed))[0];
    identities.set(row.person_id, {
      documentType: row.document_type,
      documentNumber: deps.seal.open('document', row.document_sealed),
      ...(row.issuing_country === null ? {} : { issuingCountry: row.issuing_country }),
      name: deps.seal.open('name', row.name_sealed),
      phone: phone === undefined ? null : people.domesticPhone(phone),
      hasMainlandPhone: own !== undefined && people.isMainlandPhone(own),
    });
  }
  return identities;
}

/** @throws Error when nobody has this id */
export async function identityOf(read: Read, deps: Deps, personId: string): Promise<Identity> {
  const identity = (await identitiesOf(read, deps, [personId])).get(personId);
  if (identity === undefined) throw new Error('nobody has this id');
  return identity;
}

/** The triple as another province is asked about it; undefined for somebody for whom no phone stands any more. */
export function subjectOf(identity: Identity): schemas.Subject | undefined {
  const { phone, documentType, documentNumber, issuingCountry, name } = identity;
  if (phone === null) return undefined;
  return { documentType, documentNumber, ...(issuingCountry === undefined ? {} : { issuingCountry }), name, phone };
}

/** How a claimed identity compares with this node's records. `phone` only when document and name both match. */
export type IdentityMatch =
  | { readonly match: 'identity' }
  | { readonly match: 'phone' | 'match'; readonly personId: string };

/**
 * Compares claims with this node's records; answers in their order. Any document of a person is hers, each with the name that stands
 * on it; the phone is her own or, where she has none, one of her guardians'.
 */
export async function matchIdentities(
  read: Read,
  deps: Deps,
  claims: readonly schemas.Subject[],
): Promise<IdentityMatch[]> {
  const indexes = claims.map((claim) => subjectIndex(deps, claim));
  const owners = await read
    .selectFrom('document_person')
    .selectAll()
    .where('document_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .execute();
  const personIds = owners.map((row) => row.person_id);
  const documents = await read
    .selectFrom('person_document')
    .select(['person_id', 'document_index', 'name_index'])
    .where('person_id', '=', anyOf(personIds))
    .execute();
  const phones = await read
    .selectFrom('person')
    .select(['person_id', 'phone_index'])
    .where('person_id', '=', anyOf(personIds))
    .execute();
  const ownerOf = new Map(owners.map((row) => [row.document_index.toString('base64'), row.person_id]));
  const matches: IdentityMatch[] = [];
  for (const [position, claim] of claims.entries()) {
    const index = indexes[position] as Buffer;
    const personId = ownerOf.get(index.toString('base64'));
    const document = documents.find((row) => row.person_id === personId && row.document_index.equals(index));
    if (personId === undefined || document === undefined || !isNamed(deps, document.name_index, claim.name)) {
      matches.push({ match: 'identity' });
      continue;
    }
    const own = phones.find((row) => row.person_id === personId)?.phone_index ?? null;
    const standing = own === null ? (await guardianPhones(read, deps, personId)).map((each) => each.index) : [own];
    const asked = phoneIndex(deps, claim.phone);
    matches.push({ match: standing.some((phone) => phone.equals(asked)) ? 'match' : 'phone', personId });
  }
  return matches;
}

/** The earliest rows are indexed by the name as it was typed, later ones by its key. */
function isNamed(deps: Pick<Deps, 'seal'>, index: Buffer, claimed: string): boolean {
  const name = people.readPersonName(claimed);
  if (name === undefined) return false;
  return [people.nameKey(name), claimed].some((text) => index.equals(deps.seal.index('name', text)));
}

/** The phones of those who act for somebody without one, the longest guardianship first. */
async function guardianPhones(read: Read, deps: Pick<Deps, 'clock'>, personId: string) {
  const guardians = await guardiansOf(read, personId, deps.clock.now());
  if (guardians.length === 0) return [];
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'phone_sealed', 'phone_index'])
    .where('person_id', '=', anyOf(guardians))
    .execute();
  return guardians.flatMap((id) =>
    rows.flatMap(({ person_id: found, phone_sealed: sealed, phone_index: index }) =>
      found === id && sealed !== null && index !== null ? [{ sealed, index }] : [],
    ),
  );
}

function anyOf(personIds: readonly string[]) {
  return sql<string>`any(${[...personIds]}::uuid[])`;
}
