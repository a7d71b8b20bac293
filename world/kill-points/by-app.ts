import { createHash, randomBytes } from 'node:crypto';
import { createClient, routes } from '@tongxing/contract';
import { citizenOf, type Citizen, type NodeUnderTest } from '../clients/citizen.ts';
import type { Person } from '../people/person.ts';
import { unless } from './sign-in.ts';

const mostTries = 4;

/** Signs somebody in with the app of her province; where what she came back with is used up already, she begins anew, as she is told. */
export async function signInByApp(node: NodeUnderTest, person: Person): Promise<Citizen> {
  const anonymous = createClient(node.url, node.transport ?? fetch);
  for (let tries = 0; tries < mostTries; tries++) {
    const codeVerifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const { address, state } = await anonymous.call(routes.beginSignOn, { body: { codeChallenge } });
    const code = await agree(address, person.phone);
    const session = await unless(['sign-on-ended'], () =>
      anonymous.call(routes.finishSignOn, { body: { state, code, codeVerifier } }),
    );
    if (session !== undefined) return citizenOf(person, anonymous.as(session.token));
  }
  throw new Error('she could not sign in with the app');
}

/** The form of the app's own page. Answers the code that she is sent back with. */
async function agree(address: string, phone: string): Promise<string> {
  const form = new URL(address);
  const body = new URLSearchParams([...form.searchParams, ['decision', 'agree'], ['phone', phone]]);
  const answer = await fetch(form.origin + form.pathname, { method: 'POST', body, redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? 'none:').searchParams.get('code');
  if (code === null) throw new Error(`the app sent her back without a code: ${answer.status}`);
  return code;
}
