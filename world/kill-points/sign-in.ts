import { createClient, ProblemError, routes } from '@tongxing/contract';
import { citizenOf, type Citizen, type NodeUnderTest } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import type { Person } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';

/** After this long she does not expect the message any more. */
const messageMs = 2000;
const mostTries = 4;

/** Signs somebody in who does what the node tells her. */
export function signInPatiently(
  node: NodeUnderTest,
  person: Person,
  waitAMinute: () => Promise<void>,
): Promise<Citizen> {
  const anonymous = createClient(node.url, node.transport ?? fetch);
  const { phone } = person;
  return withPhoneCode({
    phone,
    smsManagementUrl: node.smsManagementUrl,
    waitAMinute,
    ask: () => anonymous.call(routes.sendPhoneCode, { body: { phone } }),
    async use(code) {
      const { token } = await anonymous.call(routes.signIn, { body: { phone, code } });
      return citizenOf(person, anonymous.as(token));
    },
  });
}

export interface CodeOnPhone<T> {
  readonly phone: string;
  readonly smsManagementUrl: string;
  readonly waitAMinute: () => Promise<void>;
  readonly ask: () => Promise<unknown>;
  readonly use: (code: string) => Promise<T>;
  /** What there is of it all the same, where her code is not taken. */
  readonly orElse?: () => Promise<T | undefined>;
}

/**
 * Does what takes a code on the phone: where one was just asked for, she looks whether the message has come and waits the minute if it has
 * not; where her code is not taken, she asks for another.
 */
export async function withPhoneCode<T>(what: CodeOnPhone<T>): Promise<T> {
  let used = '';
  for (let tries = 0; tries < mostTries; tries++) {
    const asked = await unless(['phone-code-too-soon'], what.ask);
    const code = await newCode(what.smsManagementUrl, what.phone, used);
    if (code === undefined) {
      if (asked === undefined) await what.waitAMinute();
      continue;
    }
    used = code;
    const done = await unless(['phone-code-wrong', 'phone-code-expired'], () => what.use(code));
    const found = done ?? (await what.orElse?.());
    if (found !== undefined) return found;
  }
  throw new Error('no code was taken');
}

async function newCode(smsManagementUrl: string, phone: string, used: string): Promise<string | undefined> {
  const look = async () => {
    const { body } = await manage(smsManagementUrl, 'GET /messages', { to: phone });
    const { messages } = body as { messages: { text: string }[] };
    const code = /验证码 (\d{6})/.exec(messages.findLast(({ text }) => text.includes('验证码'))?.text ?? '')?.[1];
    return code === used ? undefined : code;
  };
  return until('a new code arrives', look, messageMs).catch(() => undefined);
}

/** What the call answers; undefined where the node refuses it for one of these reasons. */
export async function unless<T>(codes: readonly string[], call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProblemError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
