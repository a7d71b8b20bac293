import {
  isRefused,
  isWaiting,
  needsCare,
  tubeIn,
  type Box,
  type Collection,
  type MoveReason,
  type Sample,
  type Tube,
} from './collection.ts';

/** Begins a tube; one that was begun before goes on. */
export function beginTube(collection: Collection, begun: Pick<Tube, 'tube' | 'size' | 'begunAt'>): Collection {
  if (tubeIn(collection, begun.tube) !== undefined) return collection;
  return { ...collection, tubes: [...collection.tubes, { ...begun, samples: [] }] };
}

/** Puts somebody into a tube that was begun. */
export function putSample(collection: Collection, tube: string, sample: Sample): Collection {
  return changeTube(collection, tube, (each) => ({ ...each, samples: [...each.samples, sample] }));
}

/**
 * Takes somebody out who was registered and not sampled after all. The node hears of it where it has her, or she is on her way to it.
 */
export function takeOut(collection: Collection, tube: string, sampleId: string, at: string): Collection {
  const sample = tubeIn(collection, tube)?.samples.find((each) => each.sampleId === sampleId);
  if (sample === undefined) return collection;
  const without = changeTube(collection, tube, (each) => ({
    ...each,
    samples: each.samples.filter((other) => other !== sample),
  }));
  const { stored } = sample;
  const isSent = collection.batch?.tubes.some(({ samples }) => samples.some((each) => each.sampleId === sampleId));
  if (stored === undefined && isSent !== true) return without;
  return { ...without, left: [...without.left, { sampleId, at, ...(stored === undefined ? {} : { stored }) }] };
}

export interface Move {
  readonly sampleId: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly reason: MoveReason;
}

/** Moves somebody to another tube of this device; nothing changes where there is no such tube, or she is not in the first. */
export function moveSample(collection: Collection, { sampleId, from, to, at, reason }: Move): Collection {
  const sample = tubeIn(collection, from)?.samples.find((each) => each.sampleId === sampleId);
  if (sample === undefined || from === to || tubeIn(collection, to) === undefined) return collection;
  const without = changeTube(collection, from, (each) => ({
    ...each,
    samples: each.samples.filter((other) => other !== sample),
  }));
  return putSample(without, to, { ...sample, moved: { at, reason } });
}

/** Closes a tube with the count of those who stood in line for it; again, where the count before was wrong. */
export function closeTube(collection: Collection, tube: string, counted: { at: string; count: number }): Collection {
  return changeTube(collection, tube, (each) => ({
    ...each,
    samples: each.samples.map((sample) => {
      const { key: _, ...kept } = sample;
      return kept;
    }),
    closed: { ...counted, sent: false },
  }));
}

/** Says by her document who it was whom the node could not tell by her code. */
export function identifySample(
  collection: Collection,
  tube: string,
  sampleId: string,
  who: Required<Pick<Sample, 'person' | 'lastFour'>>,
): Collection {
  return changeTube(collection, tube, (each) => ({
    ...each,
    samples: each.samples.map((sample) => {
      if (sample.sampleId !== sampleId || sample.unknown === undefined) return sample;
      const { unknown: _, ...rest } = sample;
      return { ...rest, ...who };
    }),
  }));
}

/** Gives a tube that the node did not take another number or size, and sends everybody in it anew. Of any other nothing changes. */
export function renameTube(collection: Collection, tube: string, to: Pick<Tube, 'tube' | 'size'>): Collection {
  const isTaken = to.tube !== tube && tubeIn(collection, to.tube) !== undefined;
  if (isTaken || !isRefused(tubeIn(collection, tube)?.told)) return collection;
  return changeTube(collection, tube, (each) => {
    const { told: _, closed, ...kept } = each;
    return { ...kept, ...to, ...(closed === undefined ? {} : { closed: { ...closed, sent: false } }) };
  });
}

/** Begins a box; one that was begun before goes on. */
export function beginBox(collection: Collection, box: string): Collection {
  if (collection.boxes.some((each) => each.box === box)) return collection;
  return { ...collection, boxes: [...collection.boxes, { box, tubes: [] }] };
}

/** Puts a tube into a box, once. What was counted before counts no longer. */
export function putTube(collection: Collection, box: string, tube: string): Collection {
  return changeBox(collection, box, ({ tubes }) => ({ box, tubes: tubes.includes(tube) ? tubes : [...tubes, tube] }));
}

/** Takes the tube out again that was put in last. */
export function takeOutTube(collection: Collection, box: string): Collection {
  return changeBox(collection, box, ({ tubes }) => ({ box, tubes: tubes.slice(0, -1) }));
}

/** Closes a box with the count of its tubes; again, where the count before was wrong. */
export function closeBox(collection: Collection, box: string, counted: { at: string; count: number }): Collection {
  return changeBox(collection, box, ({ tubes }) => ({ box, tubes, closed: { ...counted, sent: false } }));
}

function changeBox(collection: Collection, box: string, change: (box: Box) => Box): Collection {
  return { ...collection, boxes: collection.boxes.map((each) => (each.box === box ? change(each) : each)) };
}

/**
 * What is settled leaves the device: at the end of a shift, or when it is old. What waits, is open or is not as it should be stays.
 * @param before only tubes that were begun, and boxes that were closed, before this instant
 */
export function forgetSettled(collection: Collection, before = '9999'): Collection {
  const settled = (each: Tube) =>
    !isWaiting(each) && !needsCare(each) && (each.told?.state === 'closed' || isEmpty(each));
  const isDone = ({ closed, told }: Box) => closed?.sent === true && told?.state === 'closed' && closed.at < before;
  const boxes = collection.boxes.filter((each) => !isDone(each));
  const boxed = new Set(boxes.flatMap((box) => box.tubes));
  const tubes = collection.tubes.filter((each) => !settled(each) || boxed.has(each.tube) || each.begunAt >= before);
  const isSame = tubes.length === collection.tubes.length && boxes.length === collection.boxes.length;
  return isSame ? collection : { ...collection, tubes, boxes };
}

function isEmpty({ samples, closed }: Tube): boolean {
  return samples.length === 0 && closed === undefined;
}

function changeTube(collection: Collection, tube: string, change: (tube: Tube) => Tube): Collection {
  return { ...collection, tubes: collection.tubes.map((each) => (each.tube === tube ? change(each) : each)) };
}
