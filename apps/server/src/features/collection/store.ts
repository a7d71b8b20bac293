import { sql } from 'kysely';
import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import type { Sampled } from './sampled.ts';

type Batch = schemas.CollectionBatch;

/** @returns whether the batch has not come before */
export async function enterBatch(tx: Tx, device: DevicePrincipal, batchId: string, now: Date): Promise<boolean> {
  const row = { venue_id: device.venueId, batch_id: batchId, device_id: device.deviceId, received_at: now };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('collection_batch')
    .values(row)
    .onConflict((conflict) => conflict.columns(['venue_id', 'batch_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Opens tubes that are new. @returns those that are this collecting point's: a number can be in use elsewhere */
export async function enterTubes(
  tx: Tx,
  device: DevicePrincipal,
  tubes: Batch['tubes'],
  now: Date,
): Promise<ReadonlySet<string>> {
  for (const { tube, size } of tubes) {
    const row = { tube, venue_id: device.venueId, device_id: device.deviceId, size, opened_at: now };
    await tx
      .insertInto('collection_tube')
      .values(row)
      .onConflict((conflict) => conflict.column('tube').doNothing())
      .execute();
  }
  const { rows } = await sql<{ tube: string }>`
    select tube from collection_tube
     where tube = any(${tubes.map(({ tube }) => tube)}::text[]) and venue_id = ${device.venueId}`.execute(tx);
  return new Set(rows.map(({ tube }) => tube));
}

/** Puts into their tubes those of whom it is known who they are, each sample once. */
export async function putSamples(tx: Tx, sampled: readonly Sampled[]): Promise<void> {
  const known = sampled.flatMap(({ documentIndex, ...rest }) =>
    documentIndex === undefined ? [] : [{ ...rest, documentIndex }],
  );
  if (known.length === 0) return;
  await sql`
    insert into collection_sample (tube, sample_id, document_index, taken_at)
    select * from unnest(${known.map(({ tube }) => tube)}::text[], ${known.map(({ sampleId }) => sampleId)}::uuid[],
                         ${known.map(({ documentIndex }) => documentIndex)}::bytea[],
                         ${known.map(({ takenAt }) => takenAt)}::timestamptz[])
    on conflict (tube, sample_id) do nothing`.execute(tx);
}

/** Moves samples from one tube of this collecting point to another, or out of it; the trace stays where they were. */
export async function moveSamples(tx: Tx, device: DevicePrincipal, moves: Batch['moves']): Promise<void> {
  for (const { sampleId, from, to, at, reason } of moves) {
    const named = to === undefined ? [from] : [from, to];
    const own = await tx
      .selectFrom('collection_tube')
      .select('tube')
      .where('tube', 'in', named)
      .where('venue_id', '=', device.venueId)
      .execute();
    if (own.length !== named.length) continue;
    const moved = await tx
      .updateTable('collection_sample')
      .set({ moved_to: to ?? null, moved_at: new Date(at), move_reason: reason })
      .where('tube', '=', from)
      .where('sample_id', '=', sampleId)
      .where('moved_at', 'is', null)
      .returning(['document_index', 'taken_at'])
      .executeTakeFirst();
    if (moved === undefined || to === undefined) continue;
    await tx
      .insertInto('collection_sample')
      .values({ tube: to, sample_id: sampleId, ...moved })
      .onConflict((conflict) =>
        conflict.columns(['tube', 'sample_id']).doUpdateSet({ moved_to: null, moved_at: null, move_reason: null }),
      )
      .execute();
  }
}

/** The last closing counts: a count that differed is set right by closing again. */
export async function closeTubes(tx: Tx, device: DevicePrincipal, tubes: Batch['tubes']): Promise<void> {
  for (const { tube, closed } of tubes) {
    if (closed === undefined) continue;
    await tx
      .updateTable('collection_tube')
      .set({ closed_at: new Date(closed.at), counted: closed.count })
      .where('tube', '=', tube)
      .where('venue_id', '=', device.venueId)
      .execute();
  }
}

export async function fillBoxes(tx: Tx, device: DevicePrincipal, boxes: Batch['boxes']): Promise<void> {
  for (const { box, tubes, count, closedAt } of boxes) {
    const row = { counted: count, closed_at: new Date(closedAt) };
    await tx
      .insertInto('collection_box')
      .values({ box, venue_id: device.venueId, ...row })
      .onConflict((conflict) => conflict.column('box').doUpdateSet(row))
      .execute();
    await sql`
      update collection_tube set box = case when tube = any(${tubes}::text[]) then ${box} end
       where (box = ${box} or tube = any(${tubes}::text[])) and venue_id = ${device.venueId}`.execute(tx);
  }
}
