import type { schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { acceptConsents, type ConsentDeps } from '../federation/index.ts';
import { lockPeople, matchIdentities } from '../identity/index.ts';
import { currentDecision } from '../decision/index.ts';
import { findContested } from './contested.ts';
import type { AppealDeps } from './deps.ts';
import { openAppeal } from './file.ts';
import { requireAppeal, type AppealRow } from './store.ts';

export type ForwardedDeps = AppealDeps & ConsentDeps;

/**
 * Takes in an appeal that another province passes on about a person of this one, with her consent; sent again, it says how it stands.
 * Nobody of that identity and a consent that does not count are answered alike, and nothing of them is kept.
 */
export function takeForwarded(
  deps: ForwardedDeps,
  peer: string,
  request: schemas.ForwardedAppeal,
): Promise<schemas.ForwardedAppealState> {
  return transact(deps.db, async (tx) => {
    const { requestId } = request;
    const known = await findForwarded(tx, requestId, peer);
    if (known !== undefined) return stateOf(requestId, await requireAppeal(tx, known.person_id, known.appeal_id));
    const personId = await consentedPerson(tx, deps, peer, request);
    if (personId === undefined) return { requestId, state: 'unknown', dueAt: null, finding: null };
    await lockPeople(tx, [personId]);
    const decision = await currentDecision(tx, personId);
    // What is not there any more, or never was, cannot be right.
    if (decision === undefined || decision.outcome.colour === 'green') {
      return { requestId, state: 'answered', dueAt: null, finding: 'error' };
    }
    const contested = await findContested(tx, personId, { ground: 'wrong-record' });
    const lane = request.urgent ? ({ lane: 'urgent', note: null } as const) : ({ lane: 'usual', note: null } as const);
    const { statement } = request;
    const appeal = await openAppeal(tx, deps, {
      personId,
      kind: 'appeal',
      ground: 'wrong-record',
      contested,
      lane,
      statement,
      originConsent: request.consent,
    });
    const place = { request_id: requestId, peer, person_id: personId, appeal_id: appeal.appeal_id };
    await tx
      .insertInto('forwarded_appeal')
      .values({ ...place, received_at: deps.clock.now() })
      .execute();
    return stateOf(requestId, appeal);
  });
}

async function consentedPerson(
  tx: Tx,
  deps: ForwardedDeps,
  peer: string,
  { requestId, subject, consent }: schemas.ForwardedAppeal,
): Promise<string | undefined> {
  const [identity] = await matchIdentities(tx, deps, [subject]);
  if (identity === undefined || identity.match !== 'match') return undefined;
  const { personId } = identity;
  const [accepted] = await acceptConsents(tx, deps, [{ evidence: consent, personId, peer, requestId }]);
  return accepted === undefined ? undefined : personId;
}

function findForwarded(tx: Tx, requestId: string, peer: string) {
  return tx
    .selectFrom('forwarded_appeal')
    .select(['person_id', 'appeal_id'])
    .where('request_id', '=', requestId)
    .where('peer', '=', peer)
    .executeTakeFirst();
}

function stateOf(requestId: string, appeal: AppealRow): schemas.ForwardedAppealState {
  const dueAt = toEdge(appeal.due_at);
  if (appeal.state === 'open') return { requestId, state: 'open', dueAt, finding: null };
  return { requestId, state: 'answered', dueAt, finding: appeal.state === 'upheld' ? 'error' : 'confirmed' };
}
