import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { CleanAttachment } from '../../platform/attachment/clean-attachment.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

/** Whose application. */
export interface ApplicationKey {
  readonly personId: string;
  readonly conversionId: string;
}

type Deps = Pick<NodeContext, 'clock' | 'seal' | 'province'>;

/**
 * Adds proof, as `readProof` answers it, to an application, and seals it. The caller has locked the person and knows that the application
 * is hers and asks for documents. @throws Refusal too-many-documents
 */
export async function addDocument(
  tx: Tx,
  deps: Deps,
  key: ApplicationKey,
  { mediaType, bytes }: CleanAttachment,
): Promise<schemas.ApplicationDocument> {
  if ((await countDocuments(tx, key)) >= deps.province.application.documents) throw new Refusal('too-many-documents');
  const now = deps.clock.now();
  const documentId = newId(now);
  await tx
    .insertInto('application_document')
    .values({
      person_id: key.personId,
      conversion_id: key.conversionId,
      document_id: documentId,
      media_type: mediaType,
      size: bytes.length,
      content_sealed: deps.seal.seal('application', bytes),
      received_at: now,
    })
    .execute();
  return { documentId, mediaType, size: bytes.length, receivedAt: toEdge(now) };
}

export async function countDocuments(read: Read, key: ApplicationKey): Promise<number> {
  return (await documentsOf(read, key)).length;
}

/** The documents of an application without their content, the earliest first. */
export async function documentsOf(
  read: Read,
  { personId, conversionId }: ApplicationKey,
): Promise<schemas.ApplicationDocument[]> {
  const rows = await read
    .selectFrom('application_document')
    .select(['document_id', 'media_type', 'size', 'received_at'])
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .orderBy('document_id')
    .execute();
  return rows.map((row) => ({
    documentId: row.document_id,
    mediaType: row.media_type as schemas.ApplicationDocument['mediaType'],
    size: row.size,
    receivedAt: toEdge(row.received_at),
  }));
}

/** A document with its bytes as base64. Who may see it is the caller's to know. @throws Refusal not-found */
export async function readDocument(
  read: Read,
  { seal }: Pick<NodeContext, 'seal'>,
  { personId, conversionId, documentId }: ApplicationKey & { readonly documentId: string },
) {
  const row = await read
    .selectFrom('application_document')
    .select(['media_type', 'content_sealed'])
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not-found');
  return {
    mediaType: row.media_type as schemas.ApplicationDocument['mediaType'],
    content: seal.openBytes('application', row.content_sealed).toString('base64'),
  };
}
