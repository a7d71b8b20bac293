import { openReview } from '../../src/features/review/index.ts';
import { transact } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import type { TestNode } from '../node.ts';

/** Applications of one person in review in a division, straight into the tables: one to be read, one to be decided. */
export interface ReviewSubjects {
  readonly conversionId: string;
  readonly documentId: string;
  readonly reviewId: string;
  readonly toDecideId: string;
}

export async function insertReviews(node: TestNode, personId: string, division: string): Promise<ReviewSubjects> {
  const read = await insertOne(node, personId, division, true);
  const decided = await insertOne(node, personId, division, false);
  return { ...read, toDecideId: decided.reviewId };
}

async function insertOne(node: TestNode, personId: string, division: string, ended: boolean) {
  const { db, seal, clock } = node.context;
  const now = clock.now();
  const [conversionId, documentId] = [newId(now), newId(now)];
  const key = { person_id: personId, conversion_id: conversionId };
  await db
    .insertInto('conversion')
    .values({
      ...key,
      origin_division: '370000',
      scope: '140100',
      destination_division: division,
      // A person has one that is open.
      state: ended ? 'expired' : 'rejected',
      path: 'linked',
      consent_grade: 'asserted',
      request_id: newId(now),
      attempts: 0,
      submitted_at: now,
      updated_at: now,
    })
    .execute();
  const content = seal.seal('application', Buffer.from('proof'));
  await db
    .insertInto('application_document')
    .values({
      ...key,
      document_id: documentId,
      media_type: 'image/png',
      size: 5,
      content_sealed: content,
      received_at: now,
    })
    .execute();
  const dueAt = new Date(now.getTime() + 86_400_000);
  const review = { personId, conversionId, kind: 'itinerary' as const, division, findings: [], dueAt };
  return { conversionId, documentId, reviewId: await transact(db, (tx) => openReview(tx, node.context, review)) };
}
