import { transact, type Tx } from '../../platform/db.ts';
import { count, type Measure } from '../../platform/measure.ts';
import { lockPeople } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { decideAnew } from './decide-anew.ts';
import type { AppealDeps } from './deps.ts';
import { contest } from './contests.ts';
import { contestedFact } from './source-cases.ts';
import { findAppeal, sourceOf, updateAppeal, type AppealRow } from './store.ts';

const together = 200;

/** Does what is due for appeals: a source that has not answered in time, an answer that is late. */
export async function lookAtDue(deps: AppealDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('appeal')
    .select(['person_id', 'appeal_id'])
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(together)
    .execute();
  for (const { person_id: personId, appeal_id: appealId } of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [personId]);
      const appeal = await findAppeal(tx, personId, appealId);
      if (appeal?.state === 'open') await lookAt(tx, deps, appeal, now);
      else if (appeal !== undefined) await updateAppeal(tx, appeal).set({ look_at: null }).execute();
    });
  }
}

async function lookAt(tx: Tx, deps: AppealDeps, appeal: AppealRow, now: Date): Promise<void> {
  const source = await sourceOf(tx, appeal);
  const silent = source?.state === 'asked' && source.due_at <= now && appeal.unconfirmed_since === null;
  const late = appeal.due_at <= now;
  await updateAppeal(tx, appeal)
    .set({
      ...(silent ? { unconfirmed_since: now } : {}),
      ...(late ? { escalated_at: appeal.escalated_at ?? now } : {}),
      look_at: late ? null : appeal.due_at,
    })
    .execute();
  if (silent) await stopCounting(tx, deps, appeal);
  if (late) deps.log.info('appeal is answered late', { appealId: appeal.appeal_id, division: appeal.division });
}

/** A record that its source has not confirmed in time proves nothing any more: what rests on it is 待核, not yellow or red. */
async function stopCounting(tx: Tx, deps: AppealDeps, appeal: AppealRow): Promise<void> {
  const fact = await contestedFact(tx, appeal);
  if (fact === undefined) return;
  await contest(tx, deps, appeal, fact);
  await decideAnew(tx, deps, appeal.person_id);
  const { person_id: personId, appeal_id: subjectId, number, due_at: dueAt } = appeal;
  const details = { caseNumber: number, at: dueAt.toISOString() };
  await tell(tx, deps, { personId, kind: 'appeal-unconfirmed', subjectId, details });
}

export function appealMeasures({ db }: Pick<AppealDeps, 'db'>): Measure[] {
  const open = () => db.selectFrom('appeal').where('state', '=', 'open');
  return [
    { name: 'tongxing.appeals.open', read: () => count(open()) },
    { name: 'tongxing.appeals.overdue', read: (now) => count(open().where('due_at', '<=', now)) },
  ];
}
