import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { lastFourOf } from './documents.ts';
import { maskName, maskPhone } from './masking.ts';
import { openPhone } from './phone.ts';

type Deps = Pick<NodeContext, 'seal'>;

/** What a strip, a checkpoint or another screen may show of a person. */
export interface PersonCard {
  readonly personId: string;
  readonly documentType: string;
  readonly maskedName: string;
  readonly lastFour: string;
  readonly residenceDivision: string | null;
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

/** A desk has seen where she lives: whose she is among the divisions of this province. */
export async function settleIn(tx: Tx, personId: string, division: string): Promise<void> {
  await tx.updateTable('person').set({ residence_division: division }).where('person_id', '=', personId).execute();
}

/** Who has this document, as somebody typed it; undefined when nobody here does. */
export async function findPerson(
  read: Read,
  deps: Deps,
  document: Pick<schemas.Subject, 'documentType' | 'documentNumber' | 'issuingCountry'>,
): Promise<string | undefined> {
  const row = await read
    .selectFrom('document_person')
    .select('person_id')
    .where('document_index', '=', subjectIndex(deps, document))
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

/** The blind index of a subject's document, also of one whose type is not known here. */
export function subjectIndex(
  deps: Deps,
  {
    documentType,
    documentNumber,
    issuingCountry,
  }: Pick<schemas.Subject, 'documentType' | 'documentNumber' | 'issuingCountry'>,
): Buffer {
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
