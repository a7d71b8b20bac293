import { sql } from 'kysely';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { shardSize } from './status-index.ts';

export interface Shard {
  readonly day: string;
  readonly shard: number;
}

/** A list that did not change is signed again after this long: its `iat` is what an offline answer's age counts from. */
const resignSeconds = 300;
/** A mark bears the time at which its transaction began, and is seen when it ends: at most so much later. */
const commitSeconds = 10;
/** So many lists can be signed in a second beside everything else; where there are more, a changed list waits its turn. */
const listsPerSecond = 64;

/** Those of the shards whose list is missing, has changed marks, or is growing old; the oldest first. Two statements, however many. */
export async function staleShards(read: Read, shards: readonly Shard[], now: Date): Promise<Shard[]> {
  const days = [...new Set(shards.map(({ day }) => day))];
  const lists = await read
    .selectFrom('status_shard')
    .select(['validity_day', 'shard', 'issued_at'])
    .where('validity_day', 'in', days)
    .execute();
  const issued = new Map(lists.map((list) => [nameOf(list.validity_day, list.shard), list.issued_at.getTime()]));
  const marked = await latestMarks(
    read,
    days,
    addSeconds(new Date(Math.min(...issued.values(), now.getTime())), -commitSeconds),
  );
  const rest = Math.floor(shards.length / listsPerSecond) * 1000;
  const issuedAt = ({ day, shard }: Shard) => issued.get(nameOf(day, shard)) ?? -Infinity;
  return shards
    .filter((each) => {
      const age = now.getTime() - issuedAt(each);
      // Also when the clock was set back: a list from the future must not block the next one.
      if (age >= resignSeconds * 1000 || age < 0) return true;
      const mark = marked.get(nameOf(each.day, each.shard));
      return mark !== undefined && mark >= issuedAt(each) - commitSeconds * 1000 && age >= rest;
    })
    .toSorted((a, b) => issuedAt(a) - issuedAt(b) || 0);
}

/** When each shard was marked last, of the marks since `from`. */
async function latestMarks(read: Read, days: readonly string[], from: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; shard: number; at: Date }>`
    select validity_day as day, (idx / ${shardSize}::bigint)::integer as shard, max(marked_at) as at
      from status_mark where marked_at >= ${from} and validity_day = any(${days}::date[])
     group by 1, 2`.execute(read);
  return new Map(rows.map(({ day, shard, at }) => [nameOf(day, shard), at.getTime()]));
}

function nameOf(day: string, shard: number): string {
  return `${day}/${shard}`;
}
