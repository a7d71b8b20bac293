import { encodeBase64Url, encodeUtf8 } from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';

/** Something that happened at the door and that the node has not confirmed yet. */
export type WaitingItem =
  | { readonly kind: 'scan'; readonly content: schemas.ScanBatch['scans'][number] }
  | { readonly kind: 'check'; readonly content: schemas.CheckRecord }
  | { readonly kind: 'registration'; readonly content: schemas.ManualRegistration };

/** What waits to be sent to the node. Nothing leaves it before the node has said that it has it. */
export interface Waiting {
  /** @returns takes it back, as long as it is in no batch: the node has it by another way */
  add(item: WaitingItem): Promise<() => Promise<void>>;
  /** The next to be sent, under one id that stays the same until they are forgotten; undefined when nothing waits. */
  nextBatch(): Promise<schemas.ScanBatch | undefined>;
  forget(batchId: string): Promise<void>;
  count(): Promise<number>;
}

/** Of a batch, the most that the node takes at once: of everything together, and of people registered by hand. */
export const mostInBatch = 500;
export const mostRegistrations = 100;

/** @param items at most {@link mostInBatch}, of which {@link mostRegistrations} people registered by hand */
export function batchOf(batchId: string, items: readonly WaitingItem[]): schemas.ScanBatch {
  return {
    batchId,
    scans: items.flatMap((item) => (item.kind === 'scan' ? item.content : [])),
    checks: items.flatMap((item) => (item.kind === 'check' ? item.content : [])),
    manualRegistrations: items.flatMap((item) => (item.kind === 'registration' ? item.content : [])),
  };
}

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
    const body = await signed(batch, sign);
    const { received, alreadyKnown } = await client.call(routes.uploadScans, { body });
    await waiting.forget(batch.batchId);
    sum.received += received;
    sum.alreadyKnown += alreadyKnown;
  }
  return sum;
}

/** A batch as the node takes it: its bytes in base64url, and the device's signature over them. */
export async function signed(batch: object, sign: SignBatch): Promise<{ payload: string; signature: string }> {
  const payload = encodeUtf8(JSON.stringify(batch));
  return { payload: encodeBase64Url(payload), signature: encodeBase64Url(await sign(payload)) };
}
