import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import type { Permutation } from './permutation.ts';
import { recordedBits } from './shard-bits.ts';
import { permutationFor, shardSize } from './status-index.ts';

/** The order of issue of a validity day that strips have been granted for. */
export interface DayOrder {
  /** Places in its lists. */
  readonly capacity: number;
  readonly permutation: Permutation;
}

/** The orders of some days; a day without strips has none. */
export type DayOrders = (read: Read, days: readonly string[]) => Promise<ReadonlyMap<string, DayOrder>>;

/** Days that are remembered: more than have strips at any time. */
const daysKnown = 16;

const ofKey = new WeakMap<Uint8Array, DayOrders>();

/** The orders under a node's key: the same for everybody in this process, since what they remember takes long to compute. */
export function dayOrdersOf(deps: Pick<NodeContext, 'permutationKey'>): DayOrders {
  const orders = ofKey.get(deps.permutationKey) ?? createDayOrders(deps);
  ofKey.set(deps.permutationKey, orders);
  return orders;
}

/** Asks for a day until strips have been granted for it, and then no more: its order never changes. */
function createDayOrders(deps: Pick<NodeContext, 'permutationKey'>): DayOrders {
  const known = new Map<string, DayOrder>();
  return async (read, days) => {
    const missing = days.filter((day) => !known.has(day));
    for (const [day, bits] of await recordedBits(read, missing)) {
      known.set(day, { capacity: shardSize * 2 ** bits, permutation: permutationFor(deps, day, bits, true) });
    }
    for (const passed of [...known.keys()].toSorted().slice(0, -daysKnown)) known.delete(passed);
    return known;
  };
}
