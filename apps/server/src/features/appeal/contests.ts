import type { Fact } from '@tongxing/rules';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { recordStatements } from '../facts/index.ts';
import type { AppealDeps } from './deps.ts';
import type { AppealRow } from './store.ts';

type Deps = Pick<AppealDeps, 'clock' | 'province'>;

const day = 86_400;

/**
 * States that a record has not been confirmed by its source in time: it proves nothing, neither now nor when the source says the same
 * again, and what rests on it is unknown.
 */
export async function contest(tx: Tx, deps: Deps, appeal: AppealRow, { source, kind, data }: Fact): Promise<void> {
  const now = deps.clock.now();
  const until = addSeconds(now, deps.province.appeal.contestDays * day);
  const statementId = newId(now);
  const said = { source, kind, data, since: toEdge(now), until: toEdge(until) };
  const fact = { kind: 'contest' as const, observedAt: now, data: said };
  await recordStatements(tx, [{ ...placeOf(appeal, statementId), receivedAt: now, fact }]);
  const { person_id, appeal_id } = appeal;
  await tx
    .insertInto('appeal_statement')
    .values({ person_id, appeal_id, statement_id: statementId, stated_at: now, until })
    .execute();
}

/** Ends what was contested in an appeal: the records count again. Answers how many there were. */
export async function endContests(tx: Tx, deps: Deps, appeal: AppealRow): Promise<number> {
  const now = deps.clock.now();
  const ended = await tx
    .updateTable('appeal_statement')
    .set({ ended_at: now })
    .where('person_id', '=', appeal.person_id)
    .where('appeal_id', '=', appeal.appeal_id)
    .where('ended_at', 'is', null)
    .returning('statement_id')
    .execute();
  await recordStatements(
    tx,
    ended.map(({ statement_id: id }) => ({ ...placeOf(appeal, id), receivedAt: now, fact: null })),
  );
  return ended.length;
}

function placeOf({ person_id: personId, appeal_id: appealId }: AppealRow, key: string) {
  return { personId, source: 'control-office' as const, within: `appeal:${appealId}`, key };
}
