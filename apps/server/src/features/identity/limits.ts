import { people } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { charge, type LimitDeps } from '../../platform/limits/index.ts';

type Deps = LimitDeps & Pick<NodeContext, 'province' | 'config'>;

const hour = 3600;
const day = 86_400;

/**
 * Counts a message with a sign-in code: for the phone by hour and day, so that nobody is flooded with messages, and for the address it
 * is asked from. @throws Refusal phone-code-limit, too-many-requests
 */
export function chargePhoneCode(deps: Deps, phone: string, source: string): Promise<() => Promise<void>> {
  const { phoneCodesPerHour, phoneCodesPerDay } = deps.province.limits;
  const perAddress = deps.config.http.limits.phoneCodesPerAddressPerHour;
  const problem = 'phone-code-limit';
  return charge(deps, [
    {
      limit: { name: 'phone-code-address', count: perAddress, seconds: hour, problem: 'too-many-requests' },
      subject: source,
    },
    { limit: { name: 'phone-code-hour', count: phoneCodesPerHour, seconds: hour, problem }, subject: phone },
    { limit: { name: 'phone-code-day', count: phoneCodesPerDay, seconds: day, problem }, subject: phone },
  ]);
}

/**
 * Counts a guess at the codes of a phone, whichever code it is for: asking for code after code must not add up. With 20 a day a guesser
 * has at most 39 guesses in the first day and 20 in each further one (GCRA). Each is right with 1 in 1,000,000, so one phone is opened
 * with a probability below 0.00004 in the first day and below 0.75 % in a year of guessing every day, of which the owner sees at least
 * 1,460 messages (five guesses a message).
 * The guess is counted before it is looked at; a right one is given back. @throws Refusal phone-code-guesses-used
 */
export function chargePhoneGuess(
  deps: LimitDeps & Pick<Deps, 'province'>,
  phone: string,
): Promise<() => Promise<void>> {
  const count = deps.province.limits.wrongPhoneCodesPerDay;
  const limit = { name: 'phone-code-guess', count, seconds: day, problem: 'phone-code-guesses-used' } as const;
  return charge(deps, [{ limit, subject: phone }]);
}

/**
 * Counts a real-name check: for the account, or the guardian, that nobody tries one document after another, and for the document, that
 * nobody tries name after name from many accounts. One that succeeds is given back to both. @throws Refusal verification-limit
 */
export function chargeVerification(
  deps: LimitDeps & Pick<Deps, 'province'>,
  accountId: string,
  document: people.DocumentReference,
): Promise<() => Promise<void>> {
  const { verificationsPerAccountPerDay, failedVerificationsPerDocumentPerDay } = deps.province.limits;
  const limit = (name: string, count: number) =>
    ({ name, count, seconds: day, problem: 'verification-limit' }) as const;
  return charge(deps, [
    { limit: limit('verification-account', verificationsPerAccountPerDay), subject: accountId },
    {
      limit: limit('verification-document', failedVerificationsPerDocumentPerDay),
      subject: people.documentKey(document),
    },
  ]);
}
