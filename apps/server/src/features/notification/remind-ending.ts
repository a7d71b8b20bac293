import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { codesEnding } from '../code/index.ts';
import { tellMany } from './tell.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

const batchSize = 5000;
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Tells those whose code runs out soon, once for each code. How far it has come is kept: every code is looked at when its end comes
 * within reach, and never again.
 */
export async function remindOfEnding(deps: Deps, now: Date): Promise<void> {
  const hours = Math.min(deps.province.notification.codeEndsHoursAhead, deps.province.code.validityDays * 24 - 1);
  await transact(deps.db, async (tx) => {
    const reached = await tx
      .selectFrom('reminder_progress')
      .selectAll()
      .where('kind', '=', 'code-ending')
      .executeTakeFirst();
    const after = { validTo: later(reached?.reached_at, now), codeId: reached?.reached_id ?? nobody };
    const until = addSeconds(now, hours * 3600);
    const ending = await codesEnding(tx, { after, until, limit: batchSize });
    await tellMany(
      tx,
      deps,
      ending.map(({ personId, codeId, validTo }) => ({
        personId,
        kind: 'code-ending' as const,
        subjectId: codeId,
        details: { at: toEdge(validTo) },
      })),
    );
    const last = ending.at(-1);
    if (last === undefined) return;
    const progress = { reached_at: last.validTo, reached_id: last.codeId };
    await tx
      .insertInto('reminder_progress')
      .values({ kind: 'code-ending', ...progress })
      .onConflict((conflict) => conflict.column('kind').doUpdateSet(progress))
      .execute();
  });
}

/** What has run out already needs no reminder. */
function later(reached: Date | undefined, now: Date): Date {
  return reached === undefined || reached < now ? now : reached;
}
