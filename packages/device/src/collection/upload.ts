import { ProblemError, routes, type Client } from '@tongxing/contract';
import { signed, type SignBatch } from '../upload.ts';
import { cutBatch } from './batch.ts';
import type { Collection } from './collection.ts';
import { takeReceipt, withoutWrongDocuments } from './receipt.ts';

/** Where a collection is kept. */
export interface CollectionHolder {
  /** Changes it, one change after another. On the disk when this settles. @returns what it is then */
  change(how: (collection: Collection) => Collection): Promise<Collection>;
}

/**
 * Sends all that is to be sent, a signed batch at a time. One whose receipt was lost is sent again as it was, and the node knows it.
 * @param newId makes ids for batches
 * @throws ProblemError, or what the transport throws; what was not confirmed is still to be sent
 */
export async function uploadCollected(
  holder: CollectionHolder,
  client: Client,
  sign: SignBatch,
  newId: () => string,
): Promise<void> {
  for (;;) {
    const { batch } = await holder.change((collection) => cutBatch(collection, newId()));
    if (batch === undefined) return;
    try {
      const receipt = await client.call(routes.uploadCollection, { body: await signed(batch, sign) });
      await holder.change((collection) => takeReceipt(collection, receipt));
    } catch (error) {
      const errors = error instanceof ProblemError && error.code === 'document-number-invalid' && error.problem.errors;
      if (!errors) throw error;
      await holder.change((collection) => withoutWrongDocuments(collection, errors));
    }
  }
}
