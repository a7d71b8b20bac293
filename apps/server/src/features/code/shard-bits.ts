import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';

/**
 * How many shards each of some validity days has, as an exponent of two: what was recorded with the day's first strip, else what
 * the profile says now. A day in use keeps its number whatever the profile becomes: the permutation of its indices depends on it.
 */
export async function shardBits(
  read: Read,
  deps: Pick<NodeContext, 'province'>,
  days: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return new Map([
    ...days.map((day) => [day, deps.province.code.shardBits] as const),
    ...(await recordedBits(read, days)),
  ]);
}

/** Only of the days that strips have been granted for. */
export async function recordedBits(read: Read, days: readonly string[]): Promise<[string, number][]> {
  if (days.length === 0) return [];
  const rows = await read
    .selectFrom('ordinal_counter')
    .select(['validity_day', 'shard_bits'])
    .where('validity_day', 'in', [...new Set(days)])
    .execute();
  return rows.map((row) => [row.validity_day, row.shard_bits]);
}
