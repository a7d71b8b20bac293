import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { redecide } from '../decision/index.ts';
import { endUndertakings, noteHeard } from '../facts/index.ts';
import { lockPeople } from '../identity/index.ts';
import { applySaid } from './apply.ts';
import { findSubjects, heldOf, type HeldRow } from './held.ts';
import { type Progress, receive } from './receive.ts';
import { requireInstants } from './instants.ts';
import { keepProgress, waitingOf } from './progress.ts';

export interface TakeDeps extends Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'log'> {
  /** Takes back what was converted by the word of an origin that tells no more. */
  readonly endConvertedCodes: (tx: Tx, personIds: readonly string[]) => Promise<void>;
}

type Answered = schemas.ColourEventAnswer['outcomes'][number];
type Event = schemas.ColourEvent;

/**
 * Takes in what an origin tells, each person's events in their order, and has everybody decided anew whom it concerns. The same again
 * changes nothing. What comes from a province that is not the source of that subscription is refused, and kept as such.
 * @throws Refusal invalid-input
 */
export async function takeEvents(
  deps: TakeDeps,
  peer: string,
  message: schemas.ColourEventBatch,
): Promise<schemas.ColourEventAnswer> {
  requireInstants(deps, message);
  return transact(deps.db, async (tx) => {
    const batch = await noteBatch(tx, deps, peer, message);
    const subjects = await findSubjects(
      tx,
      message.events.map(({ subscription }) => Buffer.from(subscription, 'base64url')),
    );
    const personIds = [...new Set([...subjects.values()].map(({ personId }) => personId))];
    await lockPeople(tx, personIds);
    const held = await heldOf(tx, peer, personIds, deps.clock.now());
    const progress = await waitingOf(tx, deps, [...held.values()]);
    const applied = new Map<HeldRow, Event>();
    const outcomes = message.events.map((event): Answered => {
      const subject = subjects.get(event.subscription);
      const row = held.get(subject?.personId ?? '');
      if (subject !== undefined && subject.origin !== peer) return { outcome: 'refused', from: null };
      if (subject === undefined || row === undefined) return { outcome: 'unknown', from: null };
      const { outcome, from, apply, progress: next } = receive(progress.get(row) as Progress<Event>, event);
      progress.set(row, next);
      const last = apply.at(-1);
      if (last !== undefined) applied.set(row, last);
      return { outcome, from };
    });
    await refuse(
      tx,
      deps,
      peer,
      message.events.filter((_, position) => outcomes[position]?.outcome === 'refused'),
    );
    await keepProgress(tx, deps, progress, applied);
    await follow(tx, deps, applied);
    return { requestId: message.requestId, batch, outcomes };
  });
}

/** What follows from what was said: facts, the end of what was converted, and another decision. */
export async function follow(tx: Tx, deps: TakeDeps, applied: ReadonlyMap<HeldRow, Event>): Promise<void> {
  const all = [...applied].map(([held, { said }]) => ({ held, said }));
  await applySaid(tx, deps, all);
  const ended = all.filter(({ said }) => said === null).map(({ held }) => held.person_id);
  if (ended.length > 0) {
    await deps.endConvertedCodes(tx, ended);
    for (const [origin, rows] of Map.groupBy(all, ({ held }) => held.origin)) {
      const over = rows.filter(({ said }) => said === null).map(({ held }) => held.person_id);
      await endUndertakings(tx, origin, over);
    }
  }
  await redecide(
    tx,
    all.map(({ held }) => held.person_id),
  );
}

/**
 * How far this origin has told: the last batch with none missing before it. Only then what it says of silence is believed. The row is
 * locked, so that two batches of one origin are taken one after the other.
 */
async function noteBatch(tx: Tx, deps: TakeDeps, peer: string, message: schemas.ColourEventBatch): Promise<number> {
  const now = deps.clock.now();
  const { contact, batch, asOf } = message;
  await tx
    .insertInto('event_source')
    .values({ origin: peer, batch: 0, as_of: null, heard_at: now, contact })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const known = await tx
    .selectFrom('event_source')
    .select(['batch', 'as_of'])
    .where('origin', '=', peer)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const isWhole = batch === known.batch || (batch === known.batch + 1 && message.events.length > 0);
  const said = isWhole && asOf !== null ? new Date(asOf) : null;
  await tx
    .updateTable('event_source')
    .set({
      batch: isWhole ? batch : known.batch,
      as_of: said !== null && (known.as_of === null || said > known.as_of) ? said : known.as_of,
      heard_at: now,
      contact,
    })
    .where('origin', '=', peer)
    .execute();
  if (said !== null) await noteHeard(tx, peer, said);
  return isWhole ? batch : known.batch;
}

async function refuse(tx: Tx, deps: TakeDeps, peer: string, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  deps.log.info('colour events refused', { peer, events: events.length });
  const columns = {
    peer: ['text', () => peer],
    event_id: ['uuid', ({ eventId }: Event) => eventId],
    refused_at: ['timestamptz', () => deps.clock.now()],
  } as const;
  await insertRows(tx, 'refused_event', events, columns, sql`on conflict do nothing`);
}
