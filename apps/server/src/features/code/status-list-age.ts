import { sql } from 'kysely';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { rowsOf } from '../../platform/rows.ts';
import { shardSize } from './status-index.ts';

export interface Shard {
  readonly day: string;
  readonly shard: number;
}

/** A list that did not change is signed again after this long: its `iat` is what an offline answer's age counts from. */
const resignSeconds = 300;
/** A mark bears the time at which its transaction began, and is seen when it ends: at most so much later. */
const commitSeconds = 10;
/**
 * With so many new marks a list is one of many people who change together: it changes at every look, and rests between two signings, the
 * longer the more marks it has. Signing it takes some 10 ms, and 30 ms for each 100,000 marks: as it grows, about a thirtieth of the time.
 */
const manyMarks = 1000;
const marksRestedForInASecond = 50_000;
const longestRestSeconds = 5;
/** So many lists can be signed in a second beside everything else; where there are more, a changed list waits its turn. */
const listsPerSecond = 64;

/** Those of the shards whose list is missing, has changed marks, or is growing old; the oldest first. Two statements, however many. */
export async function staleShards(read: Read, shards: readonly Shard[], now: Date): Promise<Shard[]> {
  const days = [...new Set(shards.map(({ day }) => day))];
  const lists = await read
    .selectFrom('status_shard')
    .select(['validity_day', 'shard', 'issued_at', 'marks'])
    .where('validity_day', 'in', days)
    .execute();
  const known = new Map(lists.map((list) => [nameOf(list.validity_day, list.shard), list]));
  const since = days.map((day) => {
    const times = lists.filter(({ validity_day }) => validity_day === day).map(({ issued_at }) => issued_at.getTime());
    return { day, from: addSeconds(new Date(Math.min(...times, now.getTime())), -commitSeconds) };
  });
  const marked = await latestMarks(read, since);
  const turn = Math.floor(shards.length / listsPerSecond);
  const issuedAt = ({ day, shard }: Shard) => known.get(nameOf(day, shard))?.issued_at.getTime() ?? -Infinity;
  return shards
    .filter((each) => {
      const age = now.getTime() - issuedAt(each);
      // Also when the clock was set back: a list from the future must not block the next one.
      if (age >= resignSeconds * 1000 || age < 0) return true;
      const mark = marked.get(nameOf(each.day, each.shard));
      if (mark === undefined || mark.at < issuedAt(each) - commitSeconds * 1000) return false;
      const held = known.get(nameOf(each.day, each.shard))?.marks ?? 0;
      const rest = mark.count < manyMarks ? 0 : Math.min(held / marksRestedForInASecond, longestRestSeconds);
      return age >= Math.max(turn, rest) * 1000;
    })
    .toSorted((a, b) => issuedAt(a) - issuedAt(b) || 0);
}

interface Marks {
  /** When the latest was made, in milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** The marks of each shard, of each day since an instant of its own: while many people change, older ones are many. */
async function latestMarks(
  read: Read,
  since: readonly { readonly day: string; readonly from: Date }[],
): Promise<Map<string, Marks>> {
  const asked = rowsOf(since, { day: ['date', ({ day }) => day], since: ['timestamptz', ({ from }) => from] });
  const { rows } = await sql<{ day: string; shard: number; at: Date; count: number }>`
    select day, (idx / ${shardSize}::bigint)::integer as shard, max(marked_at) as at, count(*) as count
      from ${asked} join status_mark on validity_day = day and marked_at >= since
     group by 1, 2`.execute(read);
  return new Map(rows.map(({ day, shard, at, count }) => [nameOf(day, shard), { at: at.getTime(), count }]));
}

function nameOf(day: string, shard: number): string {
  return `${day}/${shard}`;
}
