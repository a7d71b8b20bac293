import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import type { HeldRow } from './held.ts';
import type { Progress } from './receive.ts';

type Event = schemas.ColourEvent;
type Deps = Pick<NodeContext, 'clock' | 'seal' | 'province'>;

/** How far each of these subscriptions has come, with what waits in it. */
export async function waitingOf(
  read: Read,
  { seal }: Pick<Deps, 'seal'>,
  held: readonly HeldRow[],
): Promise<Map<HeldRow, Progress<Event>>> {
  const { rows } = await sql<{
    person_id: string;
    origin: string;
    sequence: number;
    event_id: string;
    said_sealed: Buffer;
  }>`
    select person_id, origin, sequence, event_id, said_sealed
      from waiting_event join ${rowsOf(held, keyColumns)} using (person_id, origin)`.execute(read);
  const waiting = Map.groupBy(rows, (row) => `${row.person_id} ${row.origin}`);
  return new Map(
    held.map((row) => {
      const events = waiting.get(`${row.person_id} ${row.origin}`) ?? [];
      const opened = events.map(({ sequence, event_id: eventId, said_sealed: said }): Event => ({
        eventId,
        subscription: row.subject.toString('base64url'),
        sequence,
        said: JSON.parse(seal.open('colour-event', said)) as Event['said'],
      }));
      return [row, { sequence: row.sequence, waiting: opened }];
    }),
  );
}

/** Keeps how far subscriptions have come now: what was applied last, and what waits for one before it. */
export async function keepProgress(
  tx: Tx,
  deps: Deps,
  progress: ReadonlyMap<HeldRow, Progress<Event>>,
  applied: ReadonlyMap<HeldRow, Event>,
): Promise<void> {
  const now = deps.clock.now();
  const touched = [...progress].filter(([row, { waiting }]) => applied.has(row) || waiting.length > 0);
  if (touched.length === 0) return;
  await sql`
    update held_subscription
       set sequence = given.sequence, said_sealed = given.said_sealed, said_at = ${now},
           ended_at = case when given.is_end then ${now}::timestamptz end
      from ${rowsOf([...applied], {
        person_id: ['uuid', ([row]) => row.person_id],
        origin: ['text', ([row]) => row.origin],
        sequence: ['integer', ([row]) => progress.get(row)!.sequence],
        said_sealed: ['bytea', ([, { said }]) => deps.seal.seal('colour-event', JSON.stringify(said))],
        is_end: ['boolean', ([, { said }]) => said === null],
      })}
     where held_subscription.person_id = given.person_id and held_subscription.origin = given.origin`.execute(tx);
  await sql`
    delete from waiting_event using ${rowsOf(touched, {
      person_id: ['uuid', ([row]) => row.person_id],
      origin: ['text', ([row]) => row.origin],
      sequence: ['integer', ([, { sequence }]) => sequence],
    })}
     where waiting_event.person_id = given.person_id and waiting_event.origin = given.origin
       and waiting_event.sequence <= given.sequence`.execute(tx);
  const waiting = touched.flatMap(([row, { waiting: events }]) => events.map((event) => ({ row, event })));
  const dueAt = addSeconds(now, deps.province.events.waitSeconds);
  await insertRows(
    tx,
    'waiting_event',
    waiting,
    {
      person_id: ['uuid', ({ row }) => row.person_id],
      origin: ['text', ({ row }) => row.origin],
      sequence: ['integer', ({ event }) => event.sequence],
      event_id: ['uuid', ({ event }) => event.eventId],
      said_sealed: ['bytea', ({ event }) => deps.seal.seal('colour-event', JSON.stringify(event.said))],
      due_at: ['timestamptz', () => dueAt],
    },
    sql`on conflict do nothing`,
  );
}

const keyColumns = {
  person_id: ['uuid', (row: HeldRow) => row.person_id],
  origin: ['text', (row: HeldRow) => row.origin],
} as const;
