import { boxWords, tubeWords, unknownSample, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { CollectionTubeTable } from '../../platform/database.ts';
import type { Read } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import type { Sampled } from './sampled.ts';
import { stateOf } from './tube-state.ts';

interface About {
  readonly alreadyKnown: boolean;
  readonly sampled: readonly Sampled[];
  readonly tubeSizes: readonly number[];
}

type Tube = Pick<CollectionTubeTable, 'tube' | 'venue_id' | 'size' | 'closed_at' | 'counted'> & { held: number };

/** How everything that a batch speaks of stands now, with what to do about what does not fit. */
export async function receiptOf(
  read: Read,
  device: DevicePrincipal,
  batch: schemas.CollectionBatch,
  { alreadyKnown, sampled, tubeSizes }: About,
): Promise<schemas.CollectionReceipt> {
  const wrongSize = new Set(batch.tubes.filter(({ size }) => !tubeSizes.includes(size)).map(({ tube }) => tube));
  const named = [
    ...batch.tubes.map(({ tube }) => tube),
    ...batch.moves.flatMap(({ from, to }) => (to === undefined ? from : [from, to])),
  ];
  const tubes = await tubesOf(read, named);
  const stateIn = (tube: string): schemas.TubeState => {
    const row = tubes.get(tube);
    if (wrongSize.has(tube)) return 'size-unknown';
    return row === undefined || row.venue_id !== device.venueId ? 'elsewhere' : stateOf(row, row.held);
  };
  return {
    batchId: batch.batchId,
    alreadyKnown,
    tubes: [...new Set(named)].map((tube) => {
      const state = stateIn(tube);
      const held = state === 'elsewhere' || state === 'size-unknown' ? 0 : (tubes.get(tube)?.held ?? 0);
      return { tube, held, state, ...tubeWords[state] };
    }),
    boxes: await boxesOf(read, device, batch.boxes),
    unknown: await unknownOf(read, sampled, (tube) => tubes.get(tube)?.venue_id === device.venueId),
  };
}

async function tubesOf(read: Read, tubes: readonly string[]): Promise<ReadonlyMap<string, Tube>> {
  const { rows } = await sql<Tube>`
    select tube, venue_id, size, closed_at, counted,
           (select count(*)::int from collection_sample sample
             where sample.tube = collection_tube.tube and moved_at is null) as held
      from collection_tube where tube = any(${[...tubes]}::text[])`.execute(read);
  return new Map(rows.map((row) => [row.tube, row]));
}

/** Who was not stored though her tube was: also in the receipt of a batch that comes again, when her code might tell by now. */
async function unknownOf(
  read: Read,
  sampled: readonly Sampled[],
  isOwn: (tube: string) => boolean,
): Promise<schemas.CollectionReceipt['unknown']> {
  const sent = sampled.filter(({ tube }) => isOwn(tube));
  const { rows } = await sql<{ sample_id: string }>`
    select sample_id from collection_sample
     where (tube, sample_id) in (select * from unnest(${sent.map(({ tube }) => tube)}::text[],
                                                      ${sent.map(({ sampleId }) => sampleId)}::uuid[]))`.execute(read);
  const stored = new Set(rows.map((row) => row.sample_id));
  return sent.filter(({ sampleId }) => !stored.has(sampleId)).map(({ sampleId }) => ({ sampleId, ...unknownSample }));
}

async function boxesOf(
  read: Read,
  device: DevicePrincipal,
  boxes: schemas.CollectionBatch['boxes'],
): Promise<schemas.CollectionReceipt['boxes']> {
  const { rows } = await sql<{ box: string; held: number }>`
    select box, count(*)::int as held from collection_tube
     where box = any(${boxes.map(({ box }) => box)}::text[]) and venue_id = ${device.venueId} group by box`.execute(
    read,
  );
  const held = new Map(rows.map((row) => [row.box, row.held]));
  return boxes.map(({ box, count }) => {
    const state = held.get(box) === count ? 'closed' : 'count-differs';
    return { box, held: held.get(box) ?? 0, state, ...boxWords[state] };
  });
}
