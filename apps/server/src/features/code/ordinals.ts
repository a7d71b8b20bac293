import type { NodeContext } from '../../node-context.ts';
import { shardSize } from './status-index.ts';

/** Ordinals that a process reserves at once. Those it has not used when it ends are skipped. */
const blockSize = 256;
/** Days for which unused ordinals are held: more than strips are ever signed ahead for. */
const daysHeld = 16;
/** From this share of a day's capacity on, every further block is an entry in the log. */
const nearlyFull = 0.8;

/** Places in the order of issue of a validity day. Each is given out once. */
export interface Ordinals {
  /** Undefined when the day has no place left. What is taken counts as used unless it is given back. */
  take(day: string): Promise<number | undefined>;
  /** Only for an ordinal that can have reached no database. */
  giveBack(day: string, ordinal: number): void;
}

/**
 * Takes ordinals from blocks that this process has reserved, so that strips for many people do not wait for one row. A block is
 * reserved in a transaction of its own before anybody takes from it: two processes never hold the same.
 */
export function createOrdinals(deps: Pick<NodeContext, 'db' | 'province' | 'log'>): Ordinals {
  const held = new Map<string, number[]>();
  const reserving = new Map<string, Promise<boolean>>();

  /** False when the day is full. */
  async function reserve(day: string): Promise<boolean> {
    const block = await reserveBlock(deps, day);
    held.set(day, [...block, ...(held.get(day) ?? [])]);
    for (const passed of [...held.keys()].toSorted().slice(0, -daysHeld)) held.delete(passed);
    return block.length > 0;
  }

  /** Who comes while a block is being reserved waits for that one. */
  function reserveOnce(day: string): Promise<boolean> {
    const pending = reserving.get(day);
    if (pending !== undefined) return pending;
    const fresh = reserve(day).finally(() => reserving.delete(day));
    reserving.set(day, fresh);
    return fresh;
  }

  return {
    async take(day) {
      for (;;) {
        const ordinal = held.get(day)?.pop();
        if (ordinal !== undefined) return ordinal;
        if (!(await reserveOnce(day))) return undefined;
      }
    },
    giveBack(day, ordinal) {
      held.get(day)?.push(ordinal);
    },
  };
}

/** Empty when the day is full. The first block of a day records how many shards it has. */
async function reserveBlock(
  { db, province, log }: Parameters<typeof createOrdinals>[0],
  day: string,
): Promise<number[]> {
  const row = await db
    .insertInto('ordinal_counter')
    .values({ validity_day: day, next_ordinal: blockSize, shard_bits: province.code.shardBits, with_paper: false })
    .onConflict((conflict) =>
      conflict
        .column('validity_day')
        .doUpdateSet((e) => ({ next_ordinal: e('ordinal_counter.next_ordinal', '+', blockSize) })),
    )
    .returning(['next_ordinal', 'shard_bits'])
    .executeTakeFirstOrThrow();
  const capacity = shardSize * 2 ** row.shard_bits;
  const used = row.next_ordinal / capacity;
  if (used >= nearlyFull) log.info('strip places of a validity day run out', { day, used: Math.min(used, 1) });
  const first = row.next_ordinal - blockSize;
  const size = Math.max(0, Math.min(blockSize, capacity - first));
  // Taken from the end: the lowest first, as they would be without blocks.
  return Array.from({ length: size }, (_, position) => first + size - 1 - position);
}
