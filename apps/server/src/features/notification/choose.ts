import type { ProvinceProfile } from '../../province.ts';
import type { Attempt } from './claim.ts';
import { subscriptionKey, type Contact } from './contacts.ts';
import type { ChannelName, Template } from './kinds.ts';

/** Where an attempt goes. `about`: for a guardian, the person the message is about. */
export interface Chosen {
  readonly step: number;
  readonly recipient: number;
  readonly channel: ChannelName;
  readonly to: string;
  readonly accountId: string | null;
}

export interface Reachable {
  readonly contact: Contact | undefined;
  /** Phones of those who represent her, in their order. */
  readonly guardianPhones: readonly string[];
}

/**
 * The first channel from the attempt's place on, in the province's order, by which the person can be reached; undefined when there is
 * none any more. An attempt that was tried begins where it was tried: only there does the provider know it again.
 */
export function chooseChannel(
  { notification }: Pick<ProvinceProfile, 'notification'>,
  attempt: Pick<Attempt, 'step' | 'recipient' | 'channel'>,
  template: Template,
  reachable: Reachable,
): Chosen | undefined {
  for (const [step, channel] of notification.channels.entries()) {
    if (step < attempt.step) continue;
    const recipient = step === attempt.step ? attempt.recipient : 0;
    const to = addressOn(channel, template, reachable, recipient, attempt.channel !== null);
    if (to !== undefined) return { step, recipient, channel, to, accountId: reachable.contact?.accountId ?? null };
  }
  return undefined;
}

function addressOn(
  channel: ChannelName,
  template: Template,
  { contact, guardianPhones }: Reachable,
  recipient: number,
  tried: boolean,
): string | undefined {
  switch (channel) {
    case 'wechat':
    case 'alipay': {
      const subscribed = tried || (contact?.subscriptions.get(subscriptionKey(channel, template)) ?? 0) > 0;
      return subscribed ? contact?.users[channel] : undefined;
    }
    case 'sms':
      return contact?.phone ?? undefined;
    case 'guardian':
      return guardianPhones[recipient];
    case 'community':
      return '';
  }
}
