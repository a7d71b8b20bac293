import { appealAnswers, type schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireAnother, requireParty } from '../approval/index.ts';
import { clearFact } from '../clearance/index.ts';
import { currentDecision, outcomesOf } from '../decision/index.ts';
import { currentFacts } from '../facts/index.ts';
import { tell } from '../notification/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { issueCertificate } from './certificate.ts';
import { decideAnew } from './decide-anew.ts';
import type { AppealDeps } from './deps.ts';
import { endContests } from './contests.ts';
import { lockForStaff, updateAppeal, type AppealRow } from './store.ts';

/**
 * Answers an appeal. What is upheld takes effect in this transaction: the records no longer count, the person is decided on anew and
 * told, and a colour that was wrong gets its certificate. One officer suffices; another looks at it later. The second look at what was
 * rejected is another person's.
 * @throws Refusal not-found, appeal-closed, answer-mismatched, approval-same-person, approval-too-early, personnel-number-missing
 */
export async function answerAppeal(
  tx: Tx,
  deps: AppealDeps,
  staff: StaffPrincipal,
  appealId: string,
  body: schemas.AppealDecision,
): Promise<schemas.AppealDecided> {
  const appeal = await lockForStaff(tx, staff, appealId);
  if (appeal.state !== 'open') throw new Refusal('appeal-closed');
  const personIndex = requireParty(deps, staff);
  for (const earlier of await answersOf(tx, appeal)) {
    requireAnother(
      { proposed_by: earlier.answered_by, proposed_by_person: earlier.answered_by_person },
      staff,
      personIndex,
    );
  }
  const outcome = body.outcome === 'uphold' ? 'upheld' : 'rejected';
  if (appealAnswers[body.answer].outcome !== outcome) throw new Refusal('answer-mismatched');
  const cleared = outcome === 'upheld' ? await recordsToClear(tx, appeal, body.factIds) : [];
  const now = deps.clock.now();
  const personId = appeal.person_id;
  const seen = ['appeal', 'facts'] as const;
  await recordStaffAccess(tx, deps, { staff, personId, purpose: 'appeal-review', seen, reference: appeal.number });
  const answerId = newId(now);
  await tx
    .insertInto('appeal_answer')
    .values({
      person_id: personId,
      appeal_id: appealId,
      answer_id: answerId,
      outcome,
      answer: body.answer,
      text_sealed: deps.seal.seal('appeal', body.text),
      answered_by: staff.staffId,
      answered_by_person: personIndex,
      answered_at: now,
    })
    .execute();
  await updateAppeal(tx, appeal).set({ state: outcome, closed_at: now, look_at: null }).execute();
  await endContests(tx, deps, appeal);
  const order = { personId, ground: 'appeal-upheld', orderNumber: appeal.number, by: staff } as const;
  for (const { id: factId } of cleared) await clearFact(tx, deps, { ...order, factId });
  const colour = await decideAnew(tx, deps, personId);
  // What ended was right as long as it lasted; what was contested was not.
  const wasWrong = outcome === 'upheld' && appeal.kind !== 'release';
  const certificateId = wasWrong ? await issueCertificate(tx, deps, appeal, colour) : null;
  const details = { caseNumber: appeal.number, answer: body.answer, to: colour };
  const kind = outcome === 'upheld' ? 'appeal-upheld' : 'appeal-rejected';
  await tell(tx, deps, { personId, kind, subjectId: answerId, details });
  return { appealId, state: outcome, colour, certificateId };
}

async function answersOf(tx: Tx, { person_id: personId, appeal_id: appealId }: AppealRow) {
  return tx
    .selectFrom('appeal_answer')
    .select(['answered_by', 'answered_by_person'])
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appealId)
    .execute();
}

/**
 * The records that no longer count: those named, else the contested one, if its source has not taken it back itself. To uphold without
 * clearing anything is hollow, unless the colour that was contested has gone by itself.
 */
async function recordsToClear(tx: Tx, appeal: AppealRow, named: readonly string[] | undefined): Promise<Fact[]> {
  const ids = named ?? (appeal.fact_id === null ? [] : [appeal.fact_id]);
  const facts = (await currentFacts(tx, appeal.person_id)).filter(({ id }) => ids.includes(id));
  if (named !== undefined && facts.length < ids.length) throw new Refusal('answer-mismatched');
  const contested = (await outcomesOf(tx, [{ personId: appeal.person_id, decisionId: appeal.decision_id }])).get(
    appeal.decision_id,
  )?.colour;
  const now = (await currentDecision(tx, appeal.person_id))?.outcome.colour;
  if (facts.length === 0 && contested === now && now !== 'green') throw new Refusal('answer-mismatched');
  return facts;
}
