import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { insertRows } from '../../platform/rows.ts';
import { findCodes } from '../code/index.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/** A code that was just given for another province's. */
interface Converted {
  readonly personId: string;
  readonly claims: { readonly iss: string };
}

/** So long a code may have run out before its renewal, and it is still the same stay. */
const gapSeconds = 86_400;

/**
 * Keeps how long people have been here whose codes were just converted or renewed: one who held a code from the same origin until now
 * goes on staying, of anybody else the stay begins. The tick looks at what is to be told.
 */
export async function noteStays(tx: Tx, { clock }: Deps, converted: readonly Converted[]): Promise<void> {
  const now = clock.now();
  const codes = await findCodes(
    tx,
    converted.map(({ personId }) => personId),
  );
  const here = converted.flatMap(({ personId, claims }) => {
    const code = codes.get(personId);
    return code === undefined ? [] : [{ personId, origin: claims.iss, codeEndsAt: code.validTo }];
  });
  const goesOn = sql`guest_stay.origin = excluded.origin and guest_stay.code_ends_at >= ${addSeconds(now, -gapSeconds)}`;
  await insertRows(
    tx,
    'guest_stay',
    here,
    {
      person_id: ['uuid', ({ personId }) => personId],
      origin: ['text', ({ origin }) => origin],
      stay_id: ['uuid', () => newId(now)],
      since: ['timestamptz', () => now],
      code_ends_at: ['timestamptz', ({ codeEndsAt }) => codeEndsAt],
      due_at: ['timestamptz', () => now],
      updated_at: ['timestamptz', () => now],
    },
    sql`on conflict (person_id) do update
        set origin = excluded.origin, code_ends_at = excluded.code_ends_at, due_at = excluded.due_at, updated_at = excluded.updated_at,
            since = case when ${goesOn} then guest_stay.since else excluded.since end,
            stay_id = case when ${goesOn} then guest_stay.stay_id else excluded.stay_id end,
            leaves_at = case when guest_stay.leaves_at > ${now} then guest_stay.leaves_at end`,
  );
}

/** She lives here from now on, or has gone. */
export async function endGuestStay(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('guest_stay').where('person_id', '=', personId).execute();
}

/** She has said until when she stays, here or in the trip that her own province has handed on; she need not be here yet. */
export async function planStay(tx: Tx, { clock }: Deps, personId: string, leavesAt: Date): Promise<void> {
  const now = clock.now();
  const plan = { leaves_at: leavesAt, due_at: now, updated_at: now };
  await tx
    .insertInto('guest_stay')
    .values({ person_id: personId, ...plan })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(plan))
    .execute();
}
