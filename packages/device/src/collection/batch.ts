import type { schemas } from '@tongxing/contract';
import { isRefused, isWaiting, tubeIn, type Box, type Collection, type Sample, type Tube } from './collection.ts';

type Batch = schemas.CollectionBatch;

/** Of a batch, the most that the node takes at once; of people, the most whose codes fit into a million characters. */
export const mostCollected = { tubes: 100, samples: 500, moves: 200, boxes: 20 } as const;

/** Cuts what is to be sent next, as much as the node takes. Nothing is cut while a batch has no receipt. */
export function cutBatch(collection: Collection, batchId: string): Collection {
  if (collection.batch !== undefined) return collection;
  const tubes = tubesOf(collection);
  const entered = new Set(tubes.map(({ tube }) => tube));
  const isEntered = (number: string) => {
    const told = tubeIn(collection, number)?.told;
    return entered.has(number) || (told !== undefined && !isRefused(told));
  };
  const moves = movesOf(collection, isEntered);
  const boxes = boxesOf(collection, isEntered);
  if (tubes.length + moves.length + boxes.length === 0) return collection;
  return { ...collection, batch: { batchId, tubes, moves, boxes } };
}

function tubesOf({ tubes }: Collection): Batch['tubes'] {
  const cut: Batch['tubes'] = [];
  let room: number = mostCollected.samples;
  for (const each of tubes) {
    if (cut.length === mostCollected.tubes) break;
    if (isRefused(each.told) || !isWaiting(each)) continue;
    const { tube, size, closed, told } = each;
    const waiting = each.samples.flatMap(entryOf);
    const samples = waiting.slice(0, Math.min(room, 100));
    room -= samples.length;
    // The count goes with the last of those whom it counts.
    const closes = closed?.sent === false && samples.length === waiting.length;
    if (told !== undefined && samples.length === 0 && !closes) continue;
    cut.push({ tube, size, samples, ...(closes ? { closed: { at: closed.at, count: closed.count } } : {}) });
  }
  return cut;
}

function entryOf({ sampleId, takenAt, person, stored, unknown }: Sample): Batch['tubes'][number]['samples'] {
  return person === undefined || stored !== undefined || unknown !== undefined ? [] : [{ sampleId, takenAt, person }];
}

function movesOf({ tubes, left }: Collection, isEntered: (tube: string) => boolean): Batch['moves'] {
  const ofTube = ({ tube, samples }: Tube): Batch['moves'] =>
    samples.flatMap(({ sampleId, stored, moved }) =>
      stored === undefined || moved === undefined || stored === tube || !isEntered(tube)
        ? []
        : [{ sampleId, from: stored, to: tube, ...moved }],
    );
  const out = left.flatMap(({ sampleId, at, stored }): Batch['moves'] =>
    stored === undefined ? [] : [{ sampleId, from: stored, at, reason: 'not-sampled' }],
  );
  return [...out, ...tubes.flatMap(ofTube)].slice(0, mostCollected.moves);
}

/** A box waits for its tubes: the node knows only those that came before it. */
function boxesOf(collection: Collection, isEntered: (tube: string) => boolean): Batch['boxes'] {
  const isReady = ({ tubes }: Box) => tubes.every((tube) => tubeIn(collection, tube) === undefined || isEntered(tube));
  const ofBox = (each: Box): Batch['boxes'] =>
    each.closed?.sent === false && isReady(each)
      ? [{ box: each.box, tubes: [...each.tubes], count: each.closed.count, closedAt: each.closed.at }]
      : [];
  return collection.boxes.flatMap(ofBox).slice(0, mostCollected.boxes);
}
