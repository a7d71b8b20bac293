import { createClient, ProblemError, routes } from '@tongxing/contract';
import { citizenOf, type Citizen, type NodeUnderTest } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import type { Person } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';

/** After this long she does not expect the message any more. */
const messageMs = 2000;

/**
 * Signs somebody in who does what the node tells her: where a code was just asked for, she looks whether the message has come and
 * waits the minute if it has not; where her code is not taken, she asks for another.
 */
export async function signInPatiently(
  node: NodeUnderTest,
  person: Person,
  waitAMinute: () => Promise<void>,
): Promise<Citizen> {
  const anonymous = createClient(node.url, node.transport ?? fetch);
  let used = '';
  for (let tries = 0; tries < 4; tries++) {
    const asked = await unless(['phone-code-too-soon'], () =>
      anonymous.call(routes.sendPhoneCode, { body: { phone: person.phone } }),
    );
    const code = await newCode(node.smsManagementUrl, person.phone, used);
    if (code === undefined) {
      if (asked === undefined) await waitAMinute();
      continue;
    }
    used = code;
    const session = await unless(['phone-code-wrong', 'phone-code-expired'], () =>
      anonymous.call(routes.signIn, { body: { phone: person.phone, code } }),
    );
    if (session !== undefined) return citizenOf(person, anonymous.as(session.token));
  }
  throw new Error('she could not sign in');
}

async function newCode(smsManagementUrl: string, phone: string, used: string): Promise<string | undefined> {
  const look = async () => {
    const { body } = await manage(smsManagementUrl, 'GET /messages', { to: phone });
    const { messages } = body as { messages: { text: string }[] };
    const code = /验证码 (\d{6})/.exec(messages.at(-1)?.text ?? '')?.[1];
    return code === used ? undefined : code;
  };
  return until('a new code arrives', look, messageMs).catch(() => undefined);
}

/** What the call answers; undefined where the node refuses it for one of these reasons. */
async function unless<T>(codes: readonly string[], call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProblemError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
