import type { schemas } from '@tongxing/contract';
import type { Decision } from '@tongxing/rules';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { findCodes } from '../code/index.ts';
import { ownStatement, statementHash } from './own-statement.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/** A decision that was just made. */
export interface Made {
  readonly personId: string;
  readonly outcome: Decision;
}

export const deliverJob = 'colour-event.deliver';

/** Has what is due for a peer sent as soon as the transaction commits. */
export function requestDelivery(tx: Tx, peer: string): Promise<void> {
  return enqueue(tx, deliverJob, { peer }, `${deliverJob}:${peer}`);
}

interface Change {
  readonly personId: string;
  readonly peer: string;
  readonly sequence: number;
  readonly said: schemas.EventStatement | null;
}

/**
 * Writes down, in the transaction of the decisions, what the provinces are to be told that hold a code converted from these people's:
 * where what this one says of her as its own has changed, and nowhere else.
 */
export async function recordEvents(tx: Tx, deps: Deps, made: readonly Made[]): Promise<void> {
  if (made.length === 0) return;
  const subscriptions = await tx
    .selectFrom('colour_subscription')
    .select(['person_id', 'peer', 'fields', 'said_hash', 'sequence'])
    .where('person_id', '=', sql<string>`any(${made.map(({ personId }) => personId)}::uuid[])`)
    .where('ended_at', 'is', null)
    .where('until', '>', deps.clock.now())
    .execute();
  if (subscriptions.length === 0) return;
  const codes = await findCodes(tx, [...new Set(subscriptions.map((row) => row.person_id))]);
  const outcomes = new Map(made.map(({ personId, outcome }) => [personId, outcome]));
  const changes = subscriptions.flatMap((row): Change[] => {
    const { person_id: personId, peer, fields } = row;
    const said = ownStatement(outcomes.get(personId)!, fields, codes.get(personId)?.validTo ?? null);
    return statementHash(said).equals(row.said_hash) ? [] : [{ personId, peer, sequence: row.sequence + 1, said }];
  });
  await storeEvents(tx, deps, changes);
}

/** She wants a province to hold her code no longer: it is told so, and nothing after that. */
export async function recordEnd(tx: Tx, deps: Deps, personId: string, peer: string): Promise<void> {
  const ended = await tx
    .updateTable('colour_subscription')
    .set({ ended_at: deps.clock.now() })
    .where('person_id', '=', personId)
    .where('peer', '=', peer)
    .where('ended_at', 'is', null)
    .returning('sequence')
    .executeTakeFirst();
  if (ended !== undefined) await storeEvents(tx, deps, [{ personId, peer, sequence: ended.sequence + 1, said: null }]);
}

async function storeEvents(tx: Tx, deps: Deps, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const now = deps.clock.now();
  await insertRows(tx, 'colour_event', changes, {
    person_id: ['uuid', ({ personId }) => personId],
    peer: ['text', ({ peer }) => peer],
    sequence: ['integer', ({ sequence }) => sequence],
    event_id: ['uuid', () => newId(now)],
    said_sealed: ['bytea', ({ said }) => deps.seal.seal('colour-event', JSON.stringify(said))],
    happened_at: ['timestamptz', () => now],
    due_at: ['timestamptz', () => now],
  });
  await sql`
    update colour_subscription set sequence = given.sequence, said_hash = coalesce(given.said_hash, colour_subscription.said_hash)
      from ${rowsOf(changes, {
        person_id: ['uuid', ({ personId }) => personId],
        peer: ['text', ({ peer }) => peer],
        sequence: ['integer', ({ sequence }) => sequence],
        said_hash: ['bytea', ({ said }) => (said === null ? null : statementHash(said))],
      })}
     where colour_subscription.person_id = given.person_id and colour_subscription.peer = given.peer`.execute(tx);
  for (const peer of new Set(changes.map((change) => change.peer))) await requestDelivery(tx, peer);
}
