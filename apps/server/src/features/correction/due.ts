import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { currentFacts } from '../facts/index.ts';
import { lockPeople } from '../identity/index.ts';
import { mismatchesIn } from './compare.ts';
import { closeHearing, openHearing, type HearingDeps } from './hearing.ts';

/** The sources have been asked by then. */
const afterSeconds = 120;
/** A source that was silent may have answered by then, and for so long it is looked at again. */
const againSeconds = 1800;
const longestSeconds = 86_400;
const together = 200;

/** Has what a person has just declared compared with the data, once the sources have been asked. */
export async function requestComparison(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  personId: string,
): Promise<void> {
  const now = clock.now();
  const row = { declared_at: now, due_at: addSeconds(now, afterSeconds) };
  await tx
    .insertInto('comparison')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

/** Compares what is due, opens a hearing where declaration and data differ, and closes those whose difference has gone. */
export async function compareDue(deps: HearingDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('comparison')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const { person_id: personId, declared_at: declaredAt } of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [personId]);
      const mismatches = mismatchesIn(await currentFacts(tx, personId));
      for (const mismatch of mismatches) await openHearing(tx, deps, personId, mismatch);
      await closeSettled(tx, deps, personId, new Set(mismatches.map(({ matter }) => matter)));
      const over = now >= addSeconds(declaredAt, longestSeconds);
      const comparison = { person_id: personId, declared_at: declaredAt };
      if (over) await tx.deleteFrom('comparison').where('person_id', '=', personId).execute();
      else {
        await tx
          .updateTable('comparison')
          .set({ due_at: addSeconds(now, againSeconds) })
          .where('person_id', '=', comparison.person_id)
          .where('declared_at', '=', comparison.declared_at)
          .execute();
      }
    });
  }
}

async function closeSettled(tx: Tx, deps: HearingDeps, personId: string, standing: ReadonlySet<string>): Promise<void> {
  const open = await tx
    .selectFrom('hearing')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '<>', 'closed')
    .execute();
  for (const row of open.filter(({ matter }) => !standing.has(matter))) {
    await closeHearing(tx, deps, row, 'declaration-corrected');
  }
}

/** Ends what nobody has said anything to in time: nothing follows from it. */
export async function endUnheard(deps: HearingDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('hearing')
    .selectAll()
    .where('state', '=', 'waiting-for-you')
    .where('due_at', '<=', now)
    .limit(together)
    .execute();
  for (const row of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [row.person_id]);
      await closeHearing(tx, deps, row, 'not-heard');
    });
  }
}
