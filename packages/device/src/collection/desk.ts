import { ProblemError, type schemas } from '@tongxing/contract';
import type { Part, PartTools } from '../part.ts';
import { cutBatch } from './batch.ts';
import { forgetSettled } from './change.ts';
import { countWaiting, nothingCollected, type Collection } from './collection.ts';
import { uploadCollected, type CollectionHolder } from './upload.ts';

/** Where samples are registered on this device. */
export interface Desk extends Part, CollectionHolder {
  collection(): Collection;
  /** Why the node did not take what was sent last. */
  refused(): schemas.Problem | undefined;
  readonly tools: PartTools;
}

/** How long what is settled stays where nobody ends a shift (seconds). */
const longestKept = 24 * 3600;
const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

/** @param alone does one thing after another, in every window of the app */
export async function openDesk(tools: PartTools, alone: <T>(work: () => Promise<T>) => Promise<T>): Promise<Desk> {
  let collection = (await tools.kept.get('collection')) ?? nothingCollected;
  let refused: schemas.Problem | undefined;
  const change: CollectionHolder['change'] = async (how) => {
    await alone(async () => {
      // Another window may have changed it since.
      const before = (await tools.kept.get('collection')) ?? nothingCollected;
      const after = how(before);
      if (after !== before) await tools.kept.put('collection', after);
      collection = after;
    });
    await tools.changed();
    return collection;
  };
  const send = async () => {
    try {
      await uploadCollected({ change }, tools.client(), tools.sign, tools.newId);
      refused = undefined;
      await change((all) => forgetSettled(all, isoOf(tools.now() - longestKept)));
    } catch (error) {
      refused = error instanceof ProblemError ? error.problem : undefined;
      throw error;
    }
  };
  return {
    tools,
    collection: () => collection,
    refused: () => refused,
    change,
    send,
    waiting: () => countWaiting(collection),
    isReady: () => cutBatch(collection, '').batch !== undefined,
    endShift: async () => void (await change((all) => forgetSettled(all))),
    emptied() {
      [collection, refused] = [nothingCollected, undefined];
    },
  };
}
