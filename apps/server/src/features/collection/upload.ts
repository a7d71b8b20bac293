import { schemas } from '@tongxing/contract';
import { Compile } from 'typebox/compile';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { openSigned, readSigned } from '../checkpoint/index.ts';
import { receiptOf } from './receipt.ts';
import { whoWasSampled, type SampledDeps } from './sampled.ts';
import { closeTubes, enterBatch, enterTubes, fillBoxes, moveSamples, putSamples } from './store.ts';

export type CollectionDeps = SampledDeps & Pick<NodeContext, 'db' | 'province'>;

const shape = Compile(schemas.CollectionBatch);

/**
 * Takes in what a collecting point did without a network: who was sampled into which tube, who was moved, which tubes were closed with
 * how many, which lie in which box. Stored once, however often the batch comes; the receipt says of every tube how it stands, so that
 * a count that differs is found while the people are still there. @throws Refusal batch-signature-invalid, invalid-input,
 * not-a-collecting-point, document-number-invalid
 */
export async function uploadCollection(
  deps: CollectionDeps,
  device: DevicePrincipal,
  signed: { payload: string; signature: string },
): Promise<schemas.CollectionReceipt> {
  const { places, tubeSizes } = deps.province.collection;
  const batch = readSigned(shape, (await openSigned(deps, device, signed)).toString('utf8'));
  if (!places.includes(device.placeType)) throw new Refusal('not-a-collecting-point');
  const now = deps.clock.now();
  const fit = batch.tubes.filter(({ size }) => tubeSizes.includes(size));
  const sampled = await whoWasSampled(deps.db, deps, device, fit);
  return transact(deps.db, async (tx) => {
    const isNew = await enterBatch(tx, device, batch.batchId, now);
    if (isNew) {
      const own = await enterTubes(tx, device, fit, now);
      await putSamples(
        tx,
        sampled.filter(({ tube }) => own.has(tube)),
      );
      await moveSamples(tx, device, batch.moves);
      await closeTubes(tx, device, fit);
      await fillBoxes(tx, device, batch.boxes);
    }
    return receiptOf(tx, device, batch, { alreadyKnown: !isNew, sampled, tubeSizes });
  });
}
