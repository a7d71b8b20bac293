import { encodeBase64Url, encodeUtf8 } from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';

/** What waits to be sent to the node. Nothing leaves it before the node has said that it has it. */
export interface Waiting {
  add(scan: schemas.ScanBatch['scans'][number]): Promise<void>;
  /** The next to be sent, under one id that stays the same until they are forgotten; undefined when nothing waits. */
  nextBatch(): Promise<schemas.ScanBatch | undefined>;
  forget(batchId: string): Promise<void>;
  count(): Promise<number>;
}

/** Scans of a batch, the most that the node takes at once. */
export const mostInBatch = 500;

/** Signs bytes with the device's key: 64 bytes r‖s, ES256. */
export type SignBatch = (payload: Uint8Array) => Promise<Uint8Array>;

/**
 * Sends all that waits, a signed batch at a time. One whose receipt was lost is sent again under its id, and the node knows it.
 * @returns scans that the node has received, and how many of them it had before
 * @throws ProblemError, or what the transport throws; what was not confirmed waits on
 */
export async function uploadWaiting(
  waiting: Pick<Waiting, 'nextBatch' | 'forget'>,
  client: Client,
  sign: SignBatch,
): Promise<{ received: number; alreadyKnown: number }> {
  const sum = { received: 0, alreadyKnown: 0 };
  for (let batch = await waiting.nextBatch(); batch !== undefined; batch = await waiting.nextBatch()) {
    const payload = encodeUtf8(JSON.stringify(batch));
    const body = { payload: encodeBase64Url(payload), signature: encodeBase64Url(await sign(payload)) };
    const { received, alreadyKnown } = await client.call(routes.uploadScans, { body });
    await waiting.forget(batch.batchId);
    sum.received += received;
    sum.alreadyKnown += alreadyKnown;
  }
  return sum;
}
