import { randomUUID } from 'node:crypto';
import { people, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Claim } from './claim.ts';
import { maskName } from './masking.ts';

type Deps = Pick<NodeContext, 'seal' | 'clock'>;

export function documentIndex(deps: Pick<Deps, 'seal'>, reference: people.DocumentReference): Buffer {
  return deps.seal.index('document', people.documentKey(reference));
}

/** Whose document this is, or undefined. */
export async function ownerOf(
  read: Read,
  deps: Pick<Deps, 'seal'>,
  reference: people.DocumentReference,
): Promise<string | undefined> {
  const row = await read
    .selectFrom('document_person')
    .select('person_id')
    .where('document_index', '=', documentIndex(deps, reference))
    .executeTakeFirst();
  return row?.person_id;
}

/**
 * Whose document this is, where the name on it is hers; undefined for nobody's, and for another name. Both take the same questions to the
 * database, so that how long it takes does not tell who is known.
 */
export async function ownerByName(read: Read, deps: Pick<Deps, 'seal'>, claim: Claim): Promise<string | undefined> {
  const personId = await ownerOf(read, deps, claim);
  const row = await read
    .selectFrom('person_document')
    .select('name_index')
    .where('person_id', '=', personId ?? randomUUID())
    .where('document_index', '=', documentIndex(deps, claim))
    .executeTakeFirst();
  return row?.name_index.equals(deps.seal.index('name', people.nameKey(claim.name))) === true ? personId : undefined;
}

/** Whose these documents are: by the hexadecimal of their blind index; nothing for those that are nobody's yet. */
export async function ownersOf(read: Read, indexes: readonly Buffer[]): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom('document_person')
    .select(['document_index', 'person_id'])
    .where('document_index', '=', sql<Buffer>`any(${[...indexes]}::bytea[])`)
    .execute();
  return new Map(rows.map((row) => [row.document_index.toString('hex'), row.person_id]));
}

/**
 * Claims a document for a person, or answers to whom it belongs already: two who claim it at once meet in the unique index.
 */
export async function claimDocument(
  tx: Tx,
  deps: Pick<Deps, 'seal'>,
  reference: people.DocumentReference,
  personId: string,
): Promise<string> {
  const row = await tx
    .insertInto('document_person')
    .values({ document_index: documentIndex(deps, reference), person_id: personId })
    .onConflict((conflict) =>
      conflict.column('document_index').doUpdateSet((e) => ({ document_index: e.ref('excluded.document_index') })),
    )
    .returning('person_id')
    .executeTakeFirstOrThrow();
  return row.person_id;
}

/** The columns of a document, as `person` and `person_document` have them. */
export function documentColumns(deps: Pick<Deps, 'seal'>, claim: Claim) {
  return {
    document_type: claim.documentType,
    document_sealed: deps.seal.seal('document', claim.documentNumber),
    issuing_country: claim.issuingCountry ?? null,
    name_sealed: deps.seal.seal('name', claim.name),
    name_index: deps.seal.index('name', people.nameKey(claim.name)),
  };
}

/**
 * Keeps a document among those of a person. One of the same type and country takes the place of the earlier, on the code as well:
 * that is what a renewal is. The earlier number is still found and its row stays.
 */
export async function keepDocument(tx: Tx, deps: Deps, personId: string, claim: Claim): Promise<void> {
  const now = deps.clock.now();
  const documentId = newId(now);
  const columns = documentColumns(deps, claim);
  if (!(await insertDocument(tx, deps, personId, documentId, claim))) return;
  const renewed = await tx
    .updateTable('person_document')
    .set({ renewed_at: now })
    .where('person_id', '=', personId)
    .where('document_id', '!=', documentId)
    .where('document_type', '=', claim.documentType)
    .where('issuing_country', 'is not distinct from', columns.issuing_country)
    .where('renewed_at', 'is', null)
    .returning('document_id')
    .execute();
  if (renewed.length === 0) return;
  await tx
    .updateTable('person')
    .set({ ...columns, document_id: documentId })
    .where('person_id', '=', personId)
    .where(
      'document_id',
      'in',
      renewed.map((row) => row.document_id),
    )
    .execute();
}

/** False when the person has this document already. */
export async function insertDocument(
  tx: Tx,
  deps: Deps,
  personId: string,
  documentId: string,
  claim: Claim,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('person_document')
    .values({
      person_id: personId,
      document_id: documentId,
      document_index: documentIndex(deps, claim),
      added_at: deps.clock.now(),
      ...documentColumns(deps, claim),
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'document_index']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Every document of a person, renewed ones too, in the clear: a source may know her by any of them. */
export async function documentsOf(read: Read, deps: Pick<Deps, 'seal'>, personId: string): Promise<Claim[]> {
  const rows = await read
    .selectFrom('person_document')
    .select(['document_type', 'document_sealed', 'issuing_country', 'name_sealed'])
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({
    documentType: row.document_type as people.DocumentType,
    documentNumber: deps.seal.open('document', row.document_sealed),
    name: deps.seal.open('name', row.name_sealed),
    ...(row.issuing_country === null ? {} : { issuingCountry: row.issuing_country }),
  }));
}

export async function listDocuments(
  read: Read,
  deps: Pick<Deps, 'seal'>,
  personId: string,
): Promise<schemas.DocumentRecord[]> {
  const rows = await read
    .selectFrom('person_document')
    .innerJoin('person', 'person.person_id', 'person_document.person_id')
    .selectAll('person_document')
    .select('person.document_id as shown_id')
    .where('person_document.person_id', '=', personId)
    .orderBy('person_document.added_at')
    .execute();
  return rows.map((row) => ({
    documentId: row.document_id,
    documentType: row.document_type,
    issuingCountry: row.issuing_country,
    maskedName: maskName(deps.seal.open('name', row.name_sealed)),
    lastFour: lastFourOf(row.document_type, deps.seal.open('document', row.document_sealed)),
    addedAt: toEdge(row.added_at),
    renewed: row.renewed_at !== null,
    shown: row.document_id === row.shown_id,
  }));
}

/** Chooses the document on the code; strips that are out show the other until they end. @throws Refusal not-found */
export async function showDocument(deps: Pick<NodeContext, 'db'>, personId: string, documentId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const chosen = await tx
      .selectFrom('person_document')
      .select(['document_id', 'document_type', 'document_sealed', 'issuing_country', 'name_sealed', 'name_index'])
      .where('person_id', '=', personId)
      .where('document_id', '=', documentId)
      .where('renewed_at', 'is', null)
      .executeTakeFirst();
    if (chosen === undefined) throw new Refusal('not-found');
    await tx.updateTable('person').set(chosen).where('person_id', '=', personId).execute();
  });
}

/** The last four characters of what says who somebody is: of a permit not the digits that count renewals. */
export function lastFourOf(documentType: string, documentNumber: string): string {
  if (!people.isDocumentType(documentType)) return documentNumber.slice(-4);
  return people.lifelongNumber({ documentType, documentNumber }).slice(-4);
}
