import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { comingChanges, outlookFor, type ComingChange, type DecisionDeps } from '../decision/index.ts';
import { tell } from './tell.ts';

export type WorseningDeps = Pick<NodeContext, 'db' | 'clock' | 'province'> & Pick<DecisionDeps, 'packs'>;

const lookedAtOnce = 200;
const nobody = '00000000-0000-0000-0000-000000000000';

/** Pending is not among them: it says that data is late, which asking again may mend before then. */
const severity: Readonly<Record<string, number>> = { green: 0, yellow: 1, red: 2 };

/**
 * Looks ahead for those whose colour may change by itself soon, a test that runs out for one, and tells those for whom it becomes worse.
 * Each is looked at once for each such instant. Goes round and round; `createWorseningWatch` keeps the place.
 */
export function createWorseningWatch(deps: WorseningDeps): (now: Date) => Promise<void> {
  let place = { dueAt: new Date(0), personId: nobody };
  return async (now) => {
    const until = addSeconds(now, deps.province.notification.worseningHoursAhead * 3600);
    const from = place.dueAt > now && place.dueAt < until ? place : { dueAt: now, personId: nobody };
    const coming = await comingChanges(deps.db, { after: from, until, limit: lookedAtOnce });
    for (const change of await notLookedAt(deps, coming)) await lookAt(deps, change);
    const last = coming.at(-1);
    place = coming.length < lookedAtOnce || last === undefined ? { dueAt: new Date(0), personId: nobody } : last;
  };
}

async function notLookedAt({ db }: WorseningDeps, coming: readonly ComingChange[]): Promise<ComingChange[]> {
  if (coming.length === 0) return [];
  const looked = await db
    .selectFrom('outlook_look')
    .selectAll()
    .where(
      'person_id',
      'in',
      coming.map(({ personId }) => personId),
    )
    .execute();
  const lookedFor = new Map(looked.map((row) => [row.person_id, row.due_at.getTime()]));
  return coming.filter(({ personId, dueAt }) => lookedFor.get(personId) !== dueAt.getTime());
}

async function lookAt(deps: WorseningDeps, change: ComingChange): Promise<void> {
  const { personId, dueAt } = change;
  const outlook = await outlookFor(deps, personId, change.purpose, dueAt);
  const worse = (severity[outlook.colour] ?? 0) > (severity[change.colour] ?? 2);
  await transact(deps.db, async (tx) => {
    if (worse) {
      await tell(tx, deps, {
        personId,
        kind: 'colour-worsening',
        subjectId: change.decisionId,
        details: {
          to: outlook.colour,
          at: dueAt.toISOString(),
          reasons: outlook.reasons.map(({ reason, until, release }) => ({ text: reason, until, release })),
        },
      });
    }
    await tx
      .insertInto('outlook_look')
      .values({ person_id: personId, due_at: dueAt })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ due_at: dueAt }))
      .execute();
  });
}
