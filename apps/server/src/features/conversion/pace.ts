import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

/** Applications that were taken one step on together. */
export interface Batch {
  /** How many of them have been decided. */
  readonly decided: number;
  readonly beganAt: Date;
  readonly endedAt: Date;
}

/** How fast applications are decided while the node is at work on any; undefined where the last minutes do not say. */
export interface Pace {
  readonly perSecond: number;
  /** On how many decisions the figure rests. */
  readonly decided: number;
}

/** What happened longer ago says nothing of now. */
const measuredSeconds = 120;
const keptSeconds = 600;

/** Decisions by the time in which at least one batch was in hand: a node that has nothing to do is not slow. */
export function paceOf(batches: readonly Batch[]): Pace | undefined {
  let [busy, until, decided] = [0, -Infinity, 0];
  for (const batch of batches.toSorted((a, b) => a.beganAt.getTime() - b.beganAt.getTime())) {
    const [from, to] = [batch.beganAt.getTime(), batch.endedAt.getTime()];
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
    decided += batch.decided;
  }
  return busy > 0 && decided > 0 ? { perSecond: (decided * 1000) / busy, decided } : undefined;
}

export async function recordBatch(tx: Tx, origin: string, { decided, beganAt, endedAt }: Batch): Promise<void> {
  await tx
    .insertInto('conversion_batch')
    .values({
      batch_id: newId(endedAt),
      origin_division: origin,
      decided,
      began_at: beganAt,
      ended_at: endedAt,
    })
    .execute();
}

/** @param of batches from one province alone, and of those that decided at least so many */
export async function readPace(
  read: Read,
  now: Date,
  { origin, least = 0 }: { readonly origin?: string; readonly least?: number } = {},
): Promise<Pace | undefined> {
  let query = read
    .selectFrom('conversion_batch')
    .select(['decided', 'began_at', 'ended_at'])
    .where('ended_at', '>', addSeconds(now, -measuredSeconds))
    .where('decided', '>=', least);
  if (origin !== undefined) query = query.where('origin_division', '=', origin);
  const rows = await query.execute();
  return paceOf(rows.map((row) => ({ decided: row.decided, beganAt: row.began_at, endedAt: row.ended_at })));
}

/** Applications that nobody has decided on yet, those that wait for somebody else left out. @param before submitted before this */
export async function countUndecided(read: Read, before?: { at: Date; origin: string }): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from conversion
     where state in ('submitted', 'verifying')
       ${before === undefined ? sql`` : sql`and submitted_at < ${before.at} and origin_division = ${before.origin}`}`.execute(
    read,
  );
  return rows[0]?.waiting ?? 0;
}

/** A batch of fewer has not kept the node busy: how long it took says nothing of how many more it could have held. */
const fullBatch = 50;

/** What the node has to do, and how fast it is when it is busy. */
export async function readLoad(read: Read, now: Date): Promise<{ undecided: number; perSecond: number | undefined }> {
  const { rows } = await sql<{ due: number }>`
    select count(*)::int as due from conversion
     where due_at <= ${now} and state = 'waiting-for-origin'`.execute(read);
  const pace = await readPace(read, now, { least: fullBatch });
  return { undecided: (await countUndecided(read)) + (rows[0]?.due ?? 0), perSecond: pace?.perSecond };
}

export async function forgetBatches({ db }: Pick<NodeContext, 'db'>, now: Date): Promise<void> {
  await db.deleteFrom('conversion_batch').where('ended_at', '<', addSeconds(now, -keptSeconds)).execute();
}
