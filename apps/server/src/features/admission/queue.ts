import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Db, Read, Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';

/** Places given out and places called, over all processes of the node. */
export interface Called {
  readonly issued: number;
  readonly called: number;
  readonly calledAt: Date;
}

const queue = 'conversion';

export async function readCalled(read: Read): Promise<Called | undefined> {
  const row = await read.selectFrom('admission').selectAll().where('queue', '=', queue).executeTakeFirst();
  return row && { issued: row.issued, called: row.called, calledAt: row.called_at };
}

/** Gives out places, one after the other. Answers the first of them. */
export async function takePlaces(db: Db, count: number, now: Date): Promise<number> {
  const { rows } = await sql<{ issued: number }>`
    insert into admission (queue, issued, called, called_at) values (${queue}, ${count}, 0, ${now})
    on conflict (queue) do update set issued = admission.issued + ${count}::bigint
    returning issued`.execute(db);
  return (rows[0]?.issued ?? count) - count + 1;
}

/** Calls the next places, unless another process has called meanwhile. */
export async function callPlaces(db: Db, seen: Called, count: number, now: Date): Promise<Called | undefined> {
  const { rows } = await sql<{ issued: number; called: number }>`
    update admission set called = least(issued, called + ${count}::bigint), called_at = ${now}
     where queue = ${queue} and called_at = ${seen.calledAt}
    returning issued, called`.execute(db);
  return rows[0] && { ...rows[0], calledAt: now };
}

/** Which of these places have let somebody in. */
export async function usedAmong(read: Read, hashes: readonly Buffer[]): Promise<boolean[]> {
  const rows = await read
    .selectFrom('used_ticket')
    .select('ticket_hash')
    .where('ticket_hash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
    .execute();
  const used = new Set(rows.map(({ ticket_hash: hash }) => hash.toString('hex')));
  return hashes.map((hash) => used.has(hash.toString('hex')));
}

export interface UsedTicket {
  /** A keyed index of whose it is and its place: a place that was called late has several tickets, and lets in once. */
  readonly hash: Buffer;
  /** When the last of them has expired. */
  readonly expires: Date;
}

/** Keeps, in the transaction that takes an application in, that its ticket has done so. */
export async function useTickets(tx: Tx, tickets: readonly UsedTicket[]): Promise<void> {
  await insertRows(
    tx,
    'used_ticket',
    tickets,
    {
      ticket_hash: ['bytea', ({ hash }) => hash],
      expires_at: ['timestamptz', ({ expires }) => expires],
    },
    sql`on conflict do nothing`,
  );
}

export async function forgetTickets({ db }: Pick<NodeContext, 'db'>, now: Date): Promise<void> {
  await db.deleteFrom('used_ticket').where('expires_at', '<=', now).execute();
}
