import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { rowsOf } from '../../platform/rows.ts';
import { type Channel, keepChannel, mostEvents } from './channel.ts';
import { keyColumns, type Outgoing, type OutgoingEvent } from './outbox.ts';

type Deps = Pick<NodeContext, 'clock'>;

/** A peer that does not know a subscription yet may be about to store it; one that does not after this long holds nothing of hers. */
const unknownForSeconds = 600;
const againSeconds = 30;

/**
 * Does what the peer's answer asks for. Where batches are missing at the peer, all after the last one it has are sent again; where an
 * event of one person is missing, hers from that one on; where it holds nothing of hers, it is told no more.
 */
export async function settleBatch(
  tx: Tx,
  deps: Deps,
  channel: Channel,
  { batch, events }: Outgoing,
  answer: schemas.ColourEventAnswer,
): Promise<void> {
  const now = deps.clock.now();
  const { peer } = channel;
  const by = (...outcomes: schemas.EventOutcome[]) =>
    events.filter((_, position) => outcomes.includes(answer.outcomes[position]!.outcome));
  await dueAgain(tx, peer, by('taken', 'known', 'refused'), null, now);
  const isNew = ({ started_at: at }: OutgoingEvent) => at > addSeconds(now, -unknownForSeconds);
  const unknown = by('unknown');
  await dueAgain(tx, peer, unknown.filter(isNew), addSeconds(now, againSeconds), null);
  await end(
    tx,
    peer,
    unknown.filter((event) => !isNew(event)),
    now,
  );
  for (const [position, { outcome, from }] of answer.outcomes.entries()) {
    if (outcome === 'waiting') await sendMissing(tx, peer, events[position]!, from ?? 1, now);
  }
  if (answer.batch < batch) await sendAfter(tx, peer, answer.batch, now);
  await keepChannel(tx, peer, {
    last_batch: answer.batch,
    taken_batch: answer.batch,
    failures: 0,
    most: Math.min(mostEvents, channel.most * 2),
    next_at: now,
    told_at: now,
  });
}

/** The peer does not understand a batch: the next ones are smaller, until the event is found that is not understood, and left out. */
export async function splitBatch(tx: Tx, { peer, taken_batch: taken }: Channel, { events }: Outgoing): Promise<void> {
  if (events.length <= 1) await dueAgain(tx, peer, events, null, null);
  else await sendAfter(tx, peer, taken, null);
  await keepChannel(tx, peer, { last_batch: taken, most: Math.max(1, Math.ceil(events.length / 2)) });
}

async function dueAgain(
  tx: Tx,
  peer: string,
  events: readonly OutgoingEvent[],
  at: Date | null,
  deliveredAt: Date | null,
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    update colour_event set due_at = ${at}, delivered_at = coalesce(delivered_at, ${deliveredAt})
      from ${rowsOf(events, keyColumns)}
     where colour_event.person_id = given.person_id and peer = ${peer}
       and colour_event.sequence = given.sequence`.execute(tx);
}

async function end(tx: Tx, peer: string, events: readonly OutgoingEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  const personIds = events.map((event) => event.person_id);
  await sql`
    update colour_subscription set ended_at = coalesce(ended_at, ${now})
     where peer = ${peer} and person_id = any(${personIds}::uuid[])`.execute(tx);
  await sql`
    update colour_event set due_at = null
     where peer = ${peer} and person_id = any(${personIds}::uuid[]) and due_at is not null`.execute(tx);
}

/** The missing ones at once; the one that waits for them once more after that, in case the peer had no room to keep it. */
async function sendMissing(tx: Tx, peer: string, event: OutgoingEvent, from: number, now: Date): Promise<void> {
  await sql`
    update colour_event set batch = null, due_at = case when sequence < ${event.sequence} then ${now}::timestamptz else ${addSeconds(now, againSeconds)}::timestamptz end
     where person_id = ${event.person_id} and peer = ${peer} and sequence between ${from} and ${event.sequence}`.execute(
    tx,
  );
}

/** What went out after a batch goes out again, under new numbers. @param at null keeps the instants at which each was due */
async function sendAfter(tx: Tx, peer: string, batch: number, at: Date | null): Promise<void> {
  await sql`
    update colour_event set batch = null, due_at = coalesce(${at}::timestamptz, due_at, happened_at)
     where peer = ${peer} and batch > ${batch}`.execute(tx);
}
