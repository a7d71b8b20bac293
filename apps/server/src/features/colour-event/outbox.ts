import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { rowsOf } from '../../platform/rows.ts';
import type { Channel } from './channel.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

export interface OutgoingEvent {
  readonly person_id: string;
  readonly sequence: number;
  readonly event_id: string;
  readonly subject: Buffer;
  readonly said_sealed: Buffer;
  readonly started_at: Date;
}

export interface Outgoing {
  readonly batch: number;
  readonly events: readonly OutgoingEvent[];
  /** Nothing else waits for this peer. */
  readonly isAll: boolean;
}

/**
 * What the peer is sent next: the batch that it has not taken yet, again; else the events that have waited longest; else a heartbeat,
 * when it has heard nothing for some time. Undefined when there is nothing to say.
 */
export async function chooseBatch(tx: Tx, deps: Deps, channel: Channel): Promise<Outgoing | undefined> {
  const { peer, last_batch: last, taken_batch: taken } = channel;
  const now = deps.clock.now();
  if (taken < last) {
    const events = await eventsOf(tx, peer, sql`colour_event.batch = ${last}`, 100);
    return { batch: last, events, isAll: (await countDue(tx, peer, now)) <= events.length };
  }
  const events = await eventsOf(tx, peer, sql`due_at <= ${now}`, channel.most);
  if (events.length === 0) {
    const isTime =
      channel.told_at === null || channel.told_at <= addSeconds(now, -deps.province.events.heartbeatSeconds);
    return isTime && channel.until > now ? { batch: last, events, isAll: true } : undefined;
  }
  await sql`
    update colour_event set batch = ${last + 1}
      from ${rowsOf(events, keyColumns)}
     where colour_event.person_id = given.person_id and peer = ${peer}
       and colour_event.sequence = given.sequence`.execute(tx);
  await tx
    .updateTable('event_channel')
    .set({ last_batch: last + 1 })
    .where('peer', '=', peer)
    .execute();
  return { batch: last + 1, events, isAll: (await countDue(tx, peer, now)) <= events.length };
}

export const keyColumns = {
  person_id: ['uuid', (event: OutgoingEvent) => event.person_id],
  sequence: ['integer', (event: OutgoingEvent) => event.sequence],
} as const;

/** In the order in which they happened, so that those of one person come one after the other. */
async function eventsOf(tx: Tx, peer: string, which: ReturnType<typeof sql>, most: number): Promise<OutgoingEvent[]> {
  const { rows } = await sql<OutgoingEvent>`
    select colour_event.person_id, colour_event.sequence, event_id, subject, said_sealed, started_at
      from colour_event join colour_subscription using (person_id, peer)
     where peer = ${peer} and due_at is not null and ${which}
     order by happened_at, colour_event.person_id, colour_event.sequence limit ${most}`.execute(tx);
  return rows;
}

async function countDue(tx: Tx, peer: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from colour_event where peer = ${peer} and due_at <= ${now} limit 101) as due`.execute(tx);
  return rows[0]?.count ?? 0;
}
