import { boxWords, tubeWords, unknownSample, type schemas } from '@tongxing/contract';

type Batch = schemas.CollectionBatch;

/** What a node keeps of collections, told apart from the device's own thinking: as docs/collection.md has it. */
export interface NodeLedger {
  /** @returns the receipt; the same batch changes nothing when it comes again */
  take(batch: Batch): schemas.CollectionReceipt;
  /** Who is in which tube: `sampleId tube`, one line for every place where somebody is. */
  people(): string[];
  /** From now on it can be told who this is. */
  introduce(sampleId: string): void;
  newId(): string;
}

/** @param world tubes that are in use at another collecting point, and samples of whom the code does not tell who they are */
export function createNodeLedger(world: {
  readonly elsewhere?: readonly string[];
  readonly strangers?: readonly string[];
}): NodeLedger {
  const elsewhere = new Set(world.elsewhere);
  const strangers = new Set(world.strangers);
  const batches = new Set<string>();
  const tubes = new Map<string, { readonly size: number; count?: number }>();
  /** By tube and person; the tube to which she was moved, or none. */
  const rows: { readonly tube: string; readonly sampleId: string; movedTo?: string | undefined }[] = [];
  const boxOf = new Map<string, string>();
  let ids = 0;

  const rowOf = (tube: string, sampleId: string) => rows.find((row) => row.tube === tube && row.sampleId === sampleId);
  const isStored = (sampleId: string) => rows.some((row) => row.sampleId === sampleId);
  const held = (tube: string) => rows.filter((row) => row.tube === tube && row.movedTo === undefined).length;
  const enter = ({ tube, size, samples }: Batch['tubes'][number]) => {
    if (!tubes.has(tube)) tubes.set(tube, { size });
    for (const { sampleId } of samples)
      if (!strangers.has(sampleId) && rowOf(tube, sampleId) === undefined) rows.push({ tube, sampleId });
  };
  const move = ({ sampleId, from, to }: Batch['moves'][number]) => {
    const row = rowOf(from, sampleId);
    const isOwn = tubes.has(from) && (to === undefined || tubes.has(to));
    if (!isOwn || row === undefined || row.movedTo !== undefined) return;
    row.movedTo = to ?? 'nowhere';
    if (to === undefined) return;
    const before = rowOf(to, sampleId);
    if (before === undefined) rows.push({ tube: to, sampleId });
    else before.movedTo = undefined;
  };
  const apply = (batch: Batch) => {
    const own = batch.tubes.filter(({ tube }) => !elsewhere.has(tube));
    own.forEach(enter);
    batch.moves.forEach(move);
    for (const { tube, closed } of own) if (closed !== undefined) tubes.get(tube)!.count = closed.count;
    for (const { box, tubes: inside } of batch.boxes)
      for (const tube of inside) if (tubes.has(tube)) boxOf.set(tube, box);
  };
  const stateOf = (tube: string): schemas.TubeState => {
    const here = tubes.get(tube);
    if (here === undefined) return 'elsewhere';
    if (held(tube) > here.size) return 'overfull';
    if (here.count === undefined) return 'open';
    return here.count === held(tube) ? 'closed' : 'count-differs';
  };
  return {
    take(batch) {
      const alreadyKnown = batches.has(batch.batchId);
      if (!alreadyKnown) apply(batch);
      batches.add(batch.batchId);
      const named = [
        ...batch.tubes.map(({ tube }) => tube),
        ...batch.moves.flatMap(({ from, to }) => (to === undefined ? from : [from, to])),
      ];
      return {
        batchId: batch.batchId,
        alreadyKnown,
        tubes: [...new Set(named)].map((tube) => {
          const state = stateOf(tube);
          return { tube, held: held(tube), state, ...tubeWords[state] };
        }),
        boxes: batch.boxes.map(({ box, count }) => {
          const inside = [...boxOf.values()].filter((each) => each === box).length;
          const state = inside === count ? 'closed' : 'count-differs';
          return { box, held: inside, state, ...boxWords[state] };
        }),
        unknown: batch.tubes
          .filter(({ tube }) => tubes.has(tube))
          .flatMap(({ samples }) => samples)
          .filter(({ sampleId }) => !isStored(sampleId))
          .map(({ sampleId }) => ({ sampleId, ...unknownSample })),
      };
    },
    people: () =>
      rows.filter(({ movedTo }) => movedTo === undefined).map(({ tube, sampleId }) => `${sampleId} ${tube}`),
    introduce: (sampleId) => void strangers.delete(sampleId),
    newId() {
      ids += 1;
      return `00000000-0000-4000-9000-${String(ids).padStart(12, '0')}`;
    },
  };
}
