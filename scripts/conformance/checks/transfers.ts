import { inSession, somebody } from '../asking.ts';
import { must, needs, type Requirement } from '../requirement.ts';
import type { Session } from '../session.ts';

/** Tells the node that the traveller lives with us from now on, by a consent that she has given for something else. */
async function transferWithoutConsent(
  session: Session,
): Promise<{ status: number; state: unknown; requestId: string; said: unknown }> {
  const { subject, consents } = somebody(session, 'traveller');
  const consent = inSession(needs(consents[1], 'the traveller has not consented twice'));
  const requestId = session.uuid();
  const residence = session.setup.division;
  const body = Buffer.from(JSON.stringify({ requestId, subject, consent, residence }));
  const { answer } = await session.signed({
    method: 'POST',
    url: `${session.setup.baseUrl}federation/transfers`,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const said = answer.status === 200 ? (JSON.parse(answer.body.toString()) as Record<string, unknown>) : {};
  return { status: answer.status, state: said['state'], requestId, said: said['requestId'] };
}

export const transferRequirements: readonly Requirement[] = [
  {
    id: 'TRF-01',
    level: 'MUST',
    title: 'A consent that was given for a conversion transfers nobody: `state` is `unknown`',
    async check(session) {
      const { status, state, requestId, said } = await transferWithoutConsent(session);
      must(status === 200 && state === 'unknown', `status ${status}, state ${String(state)}`);
      must(said === requestId, `it answered ${String(said)}`);
    },
  },
];
