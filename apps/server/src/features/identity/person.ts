import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { lastFourOf } from './documents.ts';
import { guardiansOf } from './guardianship.ts';
import { maskName, maskPhone } from './masking.ts';
import { openPhone, phoneIndex } from './phone.ts';

type Deps = Pick<NodeContext, 'seal'>;

/** What a strip, a checkpoint or another screen may show of a person. */
export interface PersonCard {
  readonly personId: string;
  readonly documentType: string;
  readonly maskedName: string;
  readonly lastFour: string;
  readonly residenceDivision: string | null;
}

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

export async function personCard(read: Read, deps: Deps, personId: string): Promise<PersonCard> {
  const row = await read
    .selectFrom('person')
    .select(['document_type', 'document_sealed', 'name_sealed', 'residence_division'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    personId,
    documentType: row.document_type,
    maskedName: maskName(deps.seal.open('name', row.name_sealed)),
    lastFour: lastFourOf(row.document_type, deps.seal.open('document', row.document_sealed)),
    residenceDivision: row.residence_division,
  };
}

/** By the document that her code shows. */
export async function identityOf(
  read: Read,
  deps: Deps & Pick<NodeContext, 'clock'>,
  personId: string,
): Promise<Identity> {
  const row = await read.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow();
  const own = row.phone_sealed === null ? undefined : openPhone(deps, row.phone_sealed);
  const phone = own ?? (await guardianPhone(read, deps, personId));
  return {
    documentType: row.document_type,
    documentNumber: deps.seal.open('document', row.document_sealed),
    ...(row.issuing_country === null ? {} : { issuingCountry: row.issuing_country }),
    name: deps.seal.open('name', row.name_sealed),
    phone: phone === undefined ? null : people.domesticPhone(phone),
    hasMainlandPhone: own !== undefined && people.isMainlandPhone(own),
  };
}

/** The triple as another province is asked about it. @throws Error for somebody with neither phone nor guardian, who cannot apply */
export async function subjectOf(
  read: Read,
  deps: Deps & Pick<NodeContext, 'clock'>,
  personId: string,
): Promise<schemas.Subject> {
  const { phone, hasMainlandPhone: _, ...document } = await identityOf(read, deps, personId);
  if (phone === null) throw new Error('nobody with a phone stands for this person');
  return { ...document, phone };
}

async function guardianPhone(
  read: Read,
  deps: Deps & Pick<NodeContext, 'clock'>,
  personId: string,
): Promise<string | undefined> {
  const [first] = await guardianPhones(read, deps, personId);
  return first === undefined ? undefined : openPhone(deps, first.phone_sealed);
}

async function guardianPhones(read: Read, deps: Pick<NodeContext, 'clock'>, personId: string) {
  const guardians = await guardiansOf(read, personId, deps.clock.now());
  if (guardians.length === 0) return [];
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'phone_sealed', 'phone_index'])
    .where('person_id', 'in', [...guardians])
    .execute();
  return guardians.flatMap((id) =>
    rows.flatMap(({ person_id: found, phone_sealed, phone_index }) =>
      found === id && phone_sealed !== null && phone_index !== null ? [{ phone_sealed, phone_index }] : [],
    ),
  );
}

/** How a claimed identity compares with this node's records. `phone` only when document and name both match. */
export type IdentityMatch =
  | { readonly match: 'identity' }
  | { readonly match: 'phone' | 'match'; readonly personId: string };

/**
 * Any document of the person is hers, each with the name that stands on it; the phone is her own or, where she has none, one of her
 * guardians'.
 */
export async function matchIdentity(
  read: Read,
  deps: Deps & Pick<NodeContext, 'clock'>,
  claim: schemas.Subject,
): Promise<IdentityMatch> {
  const index = subjectIndex(deps, claim);
  const known = await read
    .selectFrom('document_person')
    .select('person_id')
    .where('document_index', '=', index)
    .executeTakeFirst();
  if (known === undefined) return { match: 'identity' };
  const { person_id: personId } = known;
  const document = await read
    .selectFrom('person_document')
    .select('name_index')
    .where('person_id', '=', personId)
    .where('document_index', '=', index)
    .executeTakeFirst();
  if (document === undefined || !isNamed(deps, document.name_index, claim.name)) return { match: 'identity' };
  const person = await read
    .selectFrom('person')
    .select('phone_index')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const phones =
    person.phone_index === null
      ? (await guardianPhones(read, deps, personId)).map((row) => row.phone_index)
      : [person.phone_index];
  const asked = phoneIndex(deps, claim.phone);
  return { match: phones.some((phone) => phone.equals(asked)) ? 'match' : 'phone', personId };
}

/** The earliest rows are indexed by the name as it was typed, later ones by its key. */
function isNamed(deps: Deps, index: Buffer, claimed: string): boolean {
  const name = people.readPersonName(claimed);
  if (name === undefined) return false;
  return [people.nameKey(name), claimed].some((text) => index.equals(deps.seal.index('name', text)));
}

/** The blind index of a subject's document, also of one whose type is not known here. */
export function subjectIndex(deps: Deps, { documentType, documentNumber, issuingCountry }: schemas.Subject): Buffer {
  const key = people.isDocumentType(documentType)
    ? people.documentKey({
        documentType,
        documentNumber: people.normaliseDocumentNumber(documentNumber),
        ...(issuingCountry === undefined ? {} : { issuingCountry }),
      })
    : `${documentType}:${documentNumber}`;
  return deps.seal.index('document', key);
}

export async function describeMe(
  read: Read,
  deps: Deps,
  principal: { accountId: string; personId: string | null },
): Promise<schemas.Me> {
  const account = await read
    .selectFrom('account')
    .select('phone_sealed')
    .where('account_id', '=', principal.accountId)
    .executeTakeFirstOrThrow();
  const maskedPhone = maskPhone(openPhone(deps, account.phone_sealed));
  if (principal.personId === null) {
    return { verified: false, maskedName: null, lastFour: null, documentType: null, residence: null, maskedPhone };
  }
  const card = await personCard(read, deps, principal.personId);
  return {
    verified: true,
    maskedName: card.maskedName,
    lastFour: card.lastFour,
    documentType: card.documentType,
    residence: card.residenceDivision,
    maskedPhone,
  };
}
