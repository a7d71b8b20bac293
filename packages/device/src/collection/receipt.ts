import { unknownSample, type schemas } from '@tongxing/contract';
import { isRefused, type Box, type Collection, type Sample, type Tube } from './collection.ts';

type Receipt = schemas.CollectionReceipt;

/** What the node has said of the batch that was sent. A receipt of another batch changes nothing. */
export function takeReceipt(collection: Collection, receipt: Receipt): Collection {
  const { batch, ...rest } = collection;
  if (batch?.batchId !== receipt.batchId) return collection;
  const told = new Map(receipt.tubes.map(({ tube, ...words }) => [tube, words]));
  const unknown = new Map(receipt.unknown.map(({ sampleId, ...words }) => [sampleId, words]));
  const stored = storedBy(batch, (tube) => isRefused(told.get(tube)), unknown);
  const sample = (each: Sample): Sample => {
    const words = unknown.get(each.sampleId);
    const { person: _, ...withoutPerson } = each;
    if (words !== undefined) return { ...withoutPerson, unknown: words };
    const where = stored.get(each.sampleId);
    return where === undefined ? each : { ...withoutPerson, stored: where };
  };
  const tube = (each: Tube): Tube => {
    const words = told.get(each.tube) ?? each.told;
    const sent = batch.tubes.find((entry) => entry.tube === each.tube)?.closed;
    return {
      ...each,
      samples: each.samples.map(sample),
      ...(each.closed === undefined ? {} : { closed: confirmed(each.closed, sent) }),
      ...(words === undefined ? {} : { told: words }),
    };
  };
  const box = (each: Box): Box => {
    const said = receipt.boxes.find((entry) => entry.box === each.box);
    const sent = batch.boxes.find((entry) => entry.box === each.box);
    if (said === undefined || sent === undefined || each.closed === undefined) return each;
    const { box: _, ...words } = said;
    return { ...each, closed: confirmed(each.closed, { at: sent.closedAt, count: sent.count }), told: words };
  };
  const left = rest.left.flatMap((each) => {
    const where = stored.get(each.sampleId) ?? each.stored;
    const isOut = batch.moves.some(({ sampleId, to }) => sampleId === each.sampleId && to === undefined);
    return where === undefined || isOut ? [] : [{ ...each, stored: where }];
  });
  return { ...rest, tubes: rest.tubes.map(tube), boxes: rest.boxes.map(box), left };
}

/** In which tube the node has everybody of a batch: as it enters tubes first, then people, then moves. */
function storedBy(
  batch: schemas.CollectionBatch,
  isRefusedTube: (tube: string) => boolean,
  unknown: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, string> {
  const stored = new Map<string, string>();
  for (const { tube, samples } of batch.tubes) {
    if (isRefusedTube(tube)) continue;
    for (const { sampleId } of samples) if (!unknown.has(sampleId)) stored.set(sampleId, tube);
  }
  for (const { sampleId, from, to } of batch.moves)
    if (to !== undefined && !isRefusedTube(from) && !isRefusedTube(to)) stored.set(sampleId, to);
  return stored;
}

type Closed = NonNullable<Tube['closed']>;

/** A count that was given since then is still to be sent. */
function confirmed(closed: Closed, sent: Pick<Closed, 'at' | 'count'> | undefined): Closed {
  const same = sent !== undefined && sent.at === closed.at && sent.count === closed.count;
  return same ? { ...closed, sent: true } : closed;
}

/**
 * The node took nothing of the batch, because of document numbers that are none: who has them is asked again, the others are sent anew.
 * @param errors of the problem `document-number-invalid`, which name the places
 */
export function withoutWrongDocuments(
  { batch, ...collection }: Collection,
  errors: NonNullable<schemas.Problem['errors']>,
): Collection {
  const wrong = new Map(
    errors.map(({ path, text = unknownSample.text }) => {
      const [, tube = '', sample = ''] = /\/tubes\/(\d+)\/samples\/(\d+)\//.exec(path) ?? [];
      return [batch?.tubes[Number(tube)]?.samples[Number(sample)]?.sampleId, { ...unknownSample, text }];
    }),
  );
  const change = (sample: Sample): Sample => {
    const unknown = wrong.get(sample.sampleId);
    const { person: _, ...rest } = sample;
    return unknown === undefined ? sample : { ...rest, unknown };
  };
  const tubes = collection.tubes.map((tube) => ({ ...tube, samples: tube.samples.map(change) }));
  // The others of the batch are not at the node either.
  const left = collection.left.filter(({ stored }) => stored !== undefined);
  return { ...collection, tubes, left };
}
