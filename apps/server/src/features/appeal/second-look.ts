import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import type { AppealDeps } from './deps.ts';
import { requireAppeal, updateAppeal, type AppealRow } from './store.ts';

/**
 * Opens a rejected appeal once more, for another person to answer, with a clock of its own and what she adds to her statement.
 * @throws Refusal not-found, second-look-used
 */
export async function askSecondLook(
  tx: Tx,
  deps: AppealDeps,
  personId: string,
  appealId: string,
  statement: string,
): Promise<AppealRow> {
  await requireAppeal(tx, personId, appealId);
  await lockPeople(tx, [personId]);
  const appeal = await requireAppeal(tx, personId, appealId);
  if (appeal.state !== 'rejected' || appeal.second_look_at !== null) throw new Refusal('second-look-used');
  const now = deps.clock.now();
  const dueAt = addSeconds(now, deps.province.appeal.answerHours * 3600);
  const said = `${deps.seal.open('appeal', appeal.statement_sealed)}\n\n${statement}`;
  await updateAppeal(tx, appeal)
    .set({
      state: 'open',
      second_look_at: now,
      closed_at: null,
      due_at: dueAt,
      look_at: dueAt,
      escalated_at: null,
      statement_sealed: deps.seal.seal('appeal', said),
    })
    .execute();
  const details = { caseNumber: appeal.number, at: dueAt.toISOString() };
  await tell(tx, deps, { personId, kind: 'appeal-received', subjectId: appealId, details });
  return requireAppeal(tx, personId, appealId);
}
