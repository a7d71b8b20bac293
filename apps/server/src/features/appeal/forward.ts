import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { askPeer, type AskDeps } from '../federation/index.ts';
import { identityOf, lockPeople, subjectOf } from '../identity/index.ts';
import type { AppealDeps } from './deps.ts';
import { keepFinding } from './source-cases.ts';
import { findAppeal, sourceOf, type AppealRow, type SourceRow } from './store.ts';

export type ForwardDeps = AppealDeps & AskDeps;

const together = 50;
const path = 'federation/appeals';
/** An answer has four short members. */
const maximumAnswer = 4096;

/** Passes appeals on to the provinces of origin that said the record, and asks again until they are answered. */
export async function forwardDue(deps: ForwardDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('appeal_source')
    .selectAll()
    .where('ask_at', '<=', now)
    .orderBy('ask_at')
    .limit(together)
    .execute();
  for (const source of due) {
    // Set aside first: what is lost with this process is asked again.
    await askAgainAt(deps, source, addSeconds(now, againAfter(deps, source)));
    const appeal = await findAppeal(deps.db, source.person_id, source.appeal_id);
    if (appeal?.state !== 'open') await askAgainAt(deps, source, null);
    else await forward(deps, appeal, source);
  }
}

async function forward(deps: ForwardDeps, appeal: AppealRow, source: SourceRow): Promise<void> {
  const subject = subjectOf(await identityOf(deps.db, deps, appeal.person_id));
  if (subject === undefined || source.consent_sealed === null || source.peer === null) {
    await askAgainAt(deps, source, null);
    return;
  }
  const request: schemas.ForwardedAppeal = {
    requestId: appeal.appeal_id,
    subject,
    consent: JSON.parse(deps.seal.open('appeal', source.consent_sealed)) as schemas.ConsentEvidence,
    statement: deps.seal.open('appeal', appeal.statement_sealed).slice(0, 1000),
    urgent: appeal.lane === 'urgent',
  };
  let answer: unknown;
  try {
    answer = await askPeer(deps, source.peer, path, request, maximumAnswer);
  } catch (error) {
    // It is asked again by its `ask_at`; when the source's time is over, the record no longer counts.
    deps.log.outside('appeal was not passed on', { peer: source.peer, error });
    return;
  }
  if (!Value.Check(schemas.ForwardedAppealState, answer) || answer.requestId !== request.requestId) {
    deps.log.info('the origin answered another appeal', { peer: source.peer });
    return;
  }
  const finding = answer.state === 'unknown' ? 'unknown' : answer.finding;
  if (answer.state === 'open' || finding === null) return;
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [appeal.person_id]);
    const now = await findAppeal(tx, appeal.person_id, appeal.appeal_id);
    const asked = now && (await sourceOf(tx, now));
    if (now?.state === 'open' && asked?.state === 'asked') await keepFinding(tx, deps, now, finding);
  });
}

/** Every few minutes; in the urgent lane every minute. */
function againAfter({ province }: ForwardDeps, source: SourceRow): number {
  const { retrySeconds } = province.recognition;
  const waited = retrySeconds.findIndex((seconds) => seconds >= 60);
  const urgent = source.due_at.getTime() - source.asked_at.getTime() < 3600 * 1000;
  return urgent ? 60 : (retrySeconds[waited + 1] ?? 300);
}

async function askAgainAt(deps: ForwardDeps, source: SourceRow, at: Date | null): Promise<void> {
  await deps.db
    .updateTable('appeal_source')
    .set({ ask_at: at })
    .where('person_id', '=', source.person_id)
    .where('appeal_id', '=', source.appeal_id)
    .where('state', '=', 'asked')
    .execute();
}
