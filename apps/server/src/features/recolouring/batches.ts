import { sql, type RawBuilder } from 'kysely';
import { addSeconds } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';

/** People of one transaction: enough that statements count little, few enough that a crash costs little. */
const batchSize = 1000;
/** Failures after which a batch is divided: what one person's data do must not hold up the others. */
const failuresBorne = 3;
const longestPauseSeconds = 600;

export interface Batch {
  readonly recolouringId: string;
  readonly number: number;
  readonly personIds: readonly string[];
}

/** Divides people into batches, each once, in order of their ids: neighbours there are neighbours on disk. */
export async function storeBatches(
  tx: Tx,
  recolouringId: string,
  now: Date,
  people: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into recolouring_batch (recolouring_id, number, person_ids, size, failures, due_at)
    select ${recolouringId}, number, array_agg(person_id order by person_id), count(*), 0, ${now}
      from (select person_id, ((row_number() over (order by person_id) - 1) / ${batchSize}::bigint)::integer as number
              from (select distinct person_id from (${people}) as found join current_decision using (person_id)) as each_once)
           as numbered
     group by number`.execute(tx);
  await tx.updateTable('recolouring').set({ found_at: now }).where('recolouring_id', '=', recolouringId).execute();
}

/** A batch that nobody else is at, for as long as this transaction lasts. Undefined where nothing is to be done now. */
export async function takeBatch(tx: Tx, now: Date): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`
    select recolouring_id as "recolouringId", number, person_ids as "personIds" from recolouring_batch
     where done_at is null and due_at <= ${now}
     order by number, recolouring_id limit 1 for update skip locked`.execute(tx);
  return rows[0];
}

/** Its people have been decided on: from here on it names nobody. */
export async function finishBatch(
  tx: Tx,
  { recolouringId, number }: Batch,
  done: { readonly at: Date; readonly decided: number; readonly changed: number },
): Promise<void> {
  await tx
    .updateTable('recolouring_batch')
    .set({ person_ids: [], done_at: done.at, decided: done.decided, changed: done.changed })
    .where('recolouring_id', '=', recolouringId)
    .where('number', '=', number)
    .execute();
}

/** After a failure a batch waits, longer each time; from the third on it is divided. */
export async function postponeBatch(tx: Tx, { recolouringId, number }: Batch, now: Date): Promise<void> {
  const { rows } = await sql<{ failures: number; size: number }>`
    update recolouring_batch set failures = failures + 1
     where recolouring_id = ${recolouringId} and number = ${number} and done_at is null
    returning failures, size`.execute(tx);
  const [failed] = rows;
  if (failed === undefined) return;
  const due = addSeconds(now, Math.min(2 ** failed.failures, longestPauseSeconds));
  const half = failed.failures < failuresBorne ? failed.size : Math.ceil(failed.size / 2);
  await sql`
    insert into recolouring_batch (recolouring_id, number, person_ids, size, failures, due_at)
    select recolouring_id, (select max(number) + 1 from recolouring_batch where recolouring_id = ${recolouringId}),
           person_ids[${half + 1}:], size - ${half}, failures, ${due}
      from recolouring_batch
     where recolouring_id = ${recolouringId} and number = ${number} and size > ${half}`.execute(tx);
  await sql`
    update recolouring_batch set person_ids = person_ids[:${half}], size = ${half}, due_at = ${due}
     where recolouring_id = ${recolouringId} and number = ${number}`.execute(tx);
}

/** Marks as finished what has no open batch left. */
export async function finishRecolourings(db: Read, now: Date): Promise<void> {
  await sql`
    update recolouring set finished_at = ${now}
     where finished_at is null and found_at is not null
       and not exists (select from recolouring_batch
                        where recolouring_batch.recolouring_id = recolouring.recolouring_id and done_at is null)`.execute(
    db,
  );
}
