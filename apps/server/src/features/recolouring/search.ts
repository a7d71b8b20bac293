import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { storeBatches } from './batches.ts';
import { type Concerned, peopleConcerned } from './people.ts';

/**
 * Finds the people whom a recolouring concerns and divides them into batches.
 *
 * Whoever decides on somebody locks the person first and reads the risk areas and the pack afterwards. Who was at it when the cause of
 * the recolouring was stored may have read what was before, with a stay that nobody else can see yet: such transactions are waited for,
 * and those that begin later read the new.
 */
export async function searchPeople(
  { db, clock }: Pick<NodeContext, 'db' | 'clock'>,
  recolouringId: string,
  found: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transact(db, (tx) => sql`lock table person in exclusive mode`.execute(tx));
  await transact(db, async (tx) => {
    const open = await tx
      .selectFrom('recolouring')
      .select('people')
      .where('recolouring_id', '=', recolouringId)
      .where('found_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (open === undefined) return;
    await storeBatches(tx, recolouringId, clock.now(), peopleConcerned(open.people as Concerned));
    await found(tx);
  });
}
