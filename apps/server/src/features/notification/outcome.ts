import { randomInt } from 'node:crypto';
import { addSeconds } from '../../platform/clock.ts';
import type { ProvinceProfile } from '../../province.ts';
import type { Chosen } from './choose.ts';
import type { Attempt } from './claim.ts';
import type { SendOutcome } from './ports.ts';
import type { Settled } from './settle.ts';

type Profile = Pick<ProvinceProfile, 'notification'>;

/** What follows from how sending went; `no-answer`: it is not known whether the provider took it. */
export function settleSent(
  profile: Profile,
  now: Date,
  attempt: Attempt,
  chosen: Chosen,
  outcome: SendOutcome | 'no-answer',
  receipts: boolean,
): Settled {
  const { notification } = profile;
  if (outcome === 'accepted') {
    const dueAt = receipts ? addSeconds(now, notification.receiptMinutes * 60) : null;
    return { ...placed(attempt, chosen), state: 'accepted', reason: null, dueAt, next: null };
  }
  if (outcome !== 'no-answer') return failed(attempt, chosen, outcome);
  const failures = attempt.failures + 1;
  if (failures >= notification.failuresPerChannel) return { ...failed(attempt, chosen, outcome), failures };
  const seconds = notification.retrySeconds[Math.min(failures, notification.retrySeconds.length) - 1]!;
  // Spread, so that those who failed together do not return together.
  const dueAt = addSeconds(now, seconds + randomInt(Math.max(1, Math.ceil(seconds / 4))));
  return { ...placed(attempt, chosen), state: 'due', failures, reason: outcome, dueAt, next: null };
}

/** The channel did not reach her: the next one, or the next of those who represent her, follows. */
export function failed(attempt: Attempt, at: Pick<Chosen, 'step' | 'recipient' | 'channel'>, reason: string): Settled {
  const next =
    at.channel === 'guardian' ? { step: at.step, recipient: at.recipient + 1 } : { step: at.step + 1, recipient: 0 };
  return { ...placed(attempt, at), state: 'failed', reason, dueAt: null, next };
}

/** Nothing is left that could be tried. She still finds the message in her inbox. */
export function exhausted(attempt: Attempt): Settled {
  const { step, recipient, channel } = attempt;
  return {
    ...placed(attempt, { step, recipient, channel }),
    state: 'failed',
    reason: 'no-channel',
    dueAt: null,
    next: null,
  };
}

/** Put back for now, in the place it had. */
export function putBack(attempt: Attempt): Settled {
  const { step, recipient, channel, dueAt } = attempt;
  return { ...placed(attempt, { step, recipient, channel }), state: 'due', reason: null, dueAt, next: null };
}

export function placed(attempt: Attempt, at: Pick<Settled, 'step' | 'recipient' | 'channel'>) {
  const { step, recipient, channel } = at;
  return { attempt, step, recipient, channel, failures: attempt.failures };
}
