import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { lockPeople } from '../identity/index.ts';
import { heldOf } from './held.ts';
import { keepProgress, waitingOf } from './progress.ts';
import { stopWaiting } from './receive.ts';
import { follow, type TakeDeps } from './take.ts';
import type { schemas } from '@tongxing/contract';

const together = 200;

/** Events that wait for one that has not come are applied without it: the last of them says all there is to say. */
export async function giveUpWaiting(deps: TakeDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('waiting_event')
    .select(['person_id', 'origin'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const [origin, rows] of Map.groupBy(due, (row) => row.origin)) {
    const personIds = [...new Set(rows.map((row) => row.person_id))];
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, personIds);
      const held = [...(await heldOf(tx, origin, personIds, now)).values()];
      const progress = await waitingOf(tx, deps, held);
      const applied = new Map<(typeof held)[number], schemas.ColourEvent>();
      for (const [row, waits] of progress) {
        const { apply, progress: next } = stopWaiting(waits);
        progress.set(row, next);
        if (apply[0] !== undefined) applied.set(row, apply[0]);
      }
      await keepProgress(tx, deps, progress, applied);
      await follow(tx, deps, applied);
      // Of a subscription that has ended nothing waits any more.
      await tx
        .deleteFrom('waiting_event')
        .where('origin', '=', origin)
        .where('person_id', 'in', personIds)
        .where('due_at', '<=', now)
        .execute();
    });
  }
}

/** Records of what was refused, and of what was delivered long ago, go. */
export async function forgetEvents(deps: Pick<TakeDeps, 'db' | 'province'>, now: Date): Promise<void> {
  const before = addSeconds(now, -deps.province.retention.accessRecordDays * 86_400);
  await deps.db.deleteFrom('refused_event').where('refused_at', '<', before).execute();
  await deps.db.deleteFrom('colour_event').where('happened_at', '<', before).where('due_at', 'is', null).execute();
}
