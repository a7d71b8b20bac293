import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { normaliseDocumentNumber } from './document.ts';
import { maskName, maskPhone } from './masking.ts';

type Deps = Pick<NodeContext, 'seal'>;

/** What a strip, a checkpoint or another screen may show of a person. */
export interface PersonCard {
  readonly personId: string;
  readonly documentType: string;
  readonly maskedName: string;
  readonly lastFour: string;
  readonly residenceDivision: string | null;
}

/** The identity triple in the clear, for questions to other systems. It leaves the node only towards those. */
export interface Identity {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly name: string;
  readonly phone: string;
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
    lastFour: deps.seal.open('document', row.document_sealed).slice(-4),
    residenceDivision: row.residence_division,
  };
}

export async function identityOf(read: Read, deps: Deps, personId: string): Promise<Identity> {
  const row = await read.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow();
  return openIdentity(deps, row);
}

/** The identity triple of a person's sealed row. */
export function openIdentity(
  deps: Deps,
  row: { document_type: string; document_sealed: Buffer; name_sealed: Buffer; phone_sealed: Buffer },
): Identity {
  return {
    documentType: row.document_type,
    documentNumber: deps.seal.open('document', row.document_sealed),
    name: deps.seal.open('name', row.name_sealed),
    phone: deps.seal.open('phone', row.phone_sealed),
  };
}

/** Who has this document, as somebody typed it; undefined when nobody here does. */
export async function findPerson(
  read: Read,
  deps: Deps,
  document: Pick<Identity, 'documentType' | 'documentNumber'>,
): Promise<string | undefined> {
  const documentNumber = normaliseDocumentNumber(document.documentNumber);
  const row = await read
    .selectFrom('document_person')
    .select('person_id')
    .where('document_index', '=', documentIndex(deps, { ...document, documentNumber }))
    .executeTakeFirst();
  return row?.person_id;
}

/** Is there a telephone by which the person can be reached? */
export async function hasPhone(read: Read, personId: string): Promise<boolean> {
  const { reachable } = await read
    .selectFrom('person')
    .select((e) => e('phone_sealed', 'is not', null).as('reachable'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return Boolean(reachable);
}

export function documentIndex(deps: Deps, claim: Pick<Identity, 'documentType' | 'documentNumber'>): Buffer {
  return deps.seal.index('document', `${claim.documentType}:${claim.documentNumber}`);
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
  const maskedPhone = maskPhone(deps.seal.open('phone', account.phone_sealed));
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
