import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { accountOfPhone, openSession } from '../identity/index.ts';
import type { Platform, SignInPlatform } from './ports.ts';
import { accountOfUser, linkUser } from './users.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'>;

/**
 * Signs in from a mini-program: the platform says who it is and, the first time, which phone is hers; the account is the phone's. Later
 * the platform's word on who it is is enough. A phone that is given again is believed again: the account is that phone's from then on.
 * @throws Refusal channel-code-invalid, channel-phone-required, channel-unavailable
 */
export async function signInThrough<E>(
  deps: Deps,
  platform: { readonly channel: Platform; readonly port: SignInPlatform<E> },
  given: { readonly code: string; readonly phone: E | undefined },
): Promise<schemas.Session> {
  const { channel, port } = platform;
  const evidence = given.phone;
  const user = await answerOf(port.userOf(given.code));
  const phone = evidence === undefined ? undefined : await answerOf(port.phoneOf(evidence));
  // A number from where no account can be had yet is as good as none.
  if (phone !== undefined && !Value.Check(schemas.Phone, phone)) throw new Refusal('channel-phone-required');
  return transact(deps.db, async (tx) => {
    const accountId =
      phone === undefined ? await accountOfUser(tx, deps, channel, user) : await accountOfPhone(tx, deps, phone);
    if (accountId === undefined) throw new Refusal('channel-phone-required');
    await linkUser(tx, deps, { accountId, channel, user });
    return openSession(tx, deps.clock.now(), 'account', accountId);
  });
}

async function answerOf(asked: Promise<string | undefined>): Promise<string> {
  const answer = await asked.catch(() => {
    throw new Refusal('channel-unavailable', { retryAfterSeconds: 5 });
  });
  if (answer === undefined) throw new Refusal('channel-code-invalid');
  return answer;
}
