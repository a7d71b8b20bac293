import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';

/**
 * How many shards each validity day has, as an exponent of two: what was recorded with its first strip, else what the profile says
 * now. A day in use keeps its number whatever the profile becomes: the permutation of its indices depends on it.
 */
export async function shardBits(
  read: Read,
  deps: Pick<NodeContext, 'province'>,
  days: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const bits = new Map(days.map((day) => [day, deps.province.code.shardBits]));
  if (bits.size === 0) return bits;
  const rows = await read
    .selectFrom('ordinal_counter')
    .select(['validity_day', 'shard_bits'])
    .where('validity_day', 'in', [...bits.keys()])
    .execute();
  for (const row of rows) bits.set(row.validity_day, row.shard_bits);
  return bits;
}
