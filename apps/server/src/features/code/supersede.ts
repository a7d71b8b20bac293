import type { NodeContext } from '../../node-context.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { type Columns, insertRows } from '../../platform/rows.ts';
import { dayOrdersOf } from './day-order.ts';

type Deps = Pick<NodeContext, 'clock' | 'permutationKey'>;

/**
 * Takes back every outstanding strip of a person, or of one of her devices. Status 3 tells a checkpoint to ask the node and says
 * nothing of why; status 1 is final, for a device that was lost.
 */
export async function supersedeStrips(
  tx: Tx,
  deps: Deps,
  strips: { readonly personId: string; readonly deviceId?: string; readonly status: 1 | 3 },
): Promise<void> {
  const now = deps.clock.now();
  let outstanding = tx
    .updateTable('strip_grant')
    // The first time counts: from then on the strip was no longer good.
    .set((e) => ({ superseded_at: e.fn.coalesce('superseded_at', e.val(now)) }))
    .where('person_id', '=', strips.personId)
    .where('expires_at', '>', now);
  // A lost device's strips may have been superseded before; they must be marked final all the same.
  if (strips.status === 3) outstanding = outstanding.where('superseded_at', 'is', null);
  if (strips.deviceId !== undefined) outstanding = outstanding.where('device_id', '=', strips.deviceId);
  await mark(tx, deps, strips.status, await outstanding.returning(['validity_day', 'ordinal']).execute());
}

/** Takes back every outstanding strip of each of these people, with status 3. */
export async function supersedeStripsOf(tx: Tx, deps: Deps, personIds: readonly string[]): Promise<void> {
  const now = deps.clock.now();
  const taken = await tx
    .updateTable('strip_grant')
    .set({ superseded_at: now })
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('expires_at', '>', now)
    .where('superseded_at', 'is', null)
    .returning(['validity_day', 'ordinal'])
    .execute();
  await mark(tx, deps, 3, taken);
}

/** Marks places invalid for good: of codes on paper, which have no other status but valid. */
export function markInvalid(
  tx: Tx,
  deps: Deps,
  taken: readonly { validity_day: string; ordinal: number }[],
): Promise<void> {
  return mark(tx, deps, 1, taken);
}

async function mark(
  tx: Tx,
  deps: Deps,
  status: 1 | 3,
  taken: readonly { validity_day: string; ordinal: number }[],
): Promise<void> {
  if (taken.length === 0) return;
  const now = deps.clock.now();
  // Strips were granted for each of these days, so each has its order.
  const orders = await dayOrdersOf(deps)(tx, [...new Set(taken.map((grant) => grant.validity_day))]);
  // 1 is final: a later 3 does not bring a lost device's strip back into question.
  const known = sql`
    on conflict (validity_day, idx) do update
      set status = least(status_mark.status, excluded.status), marked_at = excluded.marked_at`;
  const columns: Columns<(typeof taken)[number]> = {
    validity_day: ['date', (grant) => grant.validity_day],
    idx: ['bigint', ({ validity_day: day, ordinal }) => orders.get(day)!.permutation.forward(ordinal)],
    status: ['smallint', () => status],
    marked_at: ['timestamptz', () => now],
  };
  await insertRows(tx, 'status_mark', taken, columns, known);
}
