import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { openCalls } from './calls.ts';
import { chooseChannel } from './choose.ts';
import { claimDue, type Attempt } from './claim.ts';
import { keywordsOf } from './keywords.ts';
import { templateOf, type ChannelName } from './kinds.ts';
import { exhausted, failed, placed, putBack, settleSent } from './outcome.ts';
import { createPace, type Pace } from './pace.ts';
import type { GuardiansOf, MessageChannels, SendOutcome } from './ports.ts';
import { keepChoices, type Sending } from './prepare.ts';
import { settle, type Settled } from './settle.ts';
import { smsText } from './sms-text.ts';
import { useSubscriptions, type Used } from './subscriptions.ts';
import { loadSubjects, type Subjects } from './subjects.ts';

export interface DeliverDeps extends Pick<NodeContext, 'db' | 'clock' | 'log' | 'seal' | 'province'> {
  readonly channels: MessageChannels;
  readonly guardiansOf: GuardiansOf;
}

/** Attempts in hand at once. */
const batchSize = 1000;

export type Paces = Readonly<Record<keyof MessageChannels, Pace>>;

export function createPaces(channels: MessageChannels): Paces {
  return {
    wechat: createPace(channels.wechat.perSecond),
    alipay: createPace(channels.alipay.perSecond),
    sms: createPace(channels.sms.perSecond),
  };
}

/**
 * Sends what is due, as far as the providers' limits allow now. What is sent is written down first as being sent on its channel and
 * afterwards as sent: who is killed in between sends again under the same id. Answers how many attempts were in hand.
 */
export async function deliverDue(deps: DeliverDeps, paces: Paces): Promise<number> {
  const now = deps.clock.now();
  for (const pace of Object.values(paces)) pace.refill(now);
  const attempts = await claimDue(deps.db, now, batchSize);
  if (attempts.length === 0) return 0;
  const subjects = await loadSubjects(deps, attempts);
  const planned = attempts.map((attempt) => plan(deps, paces, attempt, subjects));
  const sendings = planned.flatMap((one) => ('send' in one ? [one.send] : []));
  await transact(deps.db, (tx) => keepChoices(tx, sendings));
  const used: Used[] = [];
  const settled = [
    ...planned.flatMap((one) => ('settled' in one ? [one.settled] : [])),
    ...(await sendAll(deps, sendings, subjects, used)),
  ];
  await transact(deps.db, async (tx) => {
    await settle(tx, deps.clock.now(), settled);
    await useSubscriptions(tx, used);
    const toCall = settled.filter(({ channel, state }) => channel === 'community' && state === 'accepted');
    await openCalls(
      tx,
      deps,
      toCall.map(({ attempt }) => attempt.personId),
    );
  });
  return attempts.length;
}

type Planned = { readonly settled: Settled } | { readonly send: Sending };

function plan(deps: DeliverDeps, paces: Paces, attempt: Attempt, subjects: Subjects): Planned {
  const { channel, step, recipient } = attempt;
  if (attempt.state === 'accepted') {
    return { settled: failed(attempt, { channel: channel ?? 'sms', step, recipient }, 'no-receipt') };
  }
  const message = subjects.messages.get(attempt.messageId)!;
  const chosen = chooseChannel(deps.province, attempt, templateOf(message.kind), {
    contact: subjects.contacts.get(attempt.personId),
    guardianPhones: subjects.guardianPhones.get(attempt.personId) ?? [],
  });
  if (chosen === undefined) return { settled: exhausted(attempt) };
  // The community is told by what it finds on its list: nothing is sent.
  if (chosen.channel === 'community') {
    return { settled: { ...placed(attempt, chosen), state: 'accepted', reason: null, dueAt: null, next: null } };
  }
  if (!paces[carrierName(chosen.channel)].take()) return { settled: putBack(attempt) };
  return { send: { attempt, chosen, message } };
}

/** Guardians are told by text message. */
function carrierName(channel: ChannelName): keyof MessageChannels {
  return channel === 'wechat' || channel === 'alipay' ? channel : 'sms';
}

/** Each carrier has its own; a slow one holds nothing up that goes by another. */
async function sendAll(
  deps: DeliverDeps,
  sendings: readonly Sending[],
  subjects: Subjects,
  used: Used[],
): Promise<Settled[]> {
  const byCarrier = Map.groupBy(sendings, ({ chosen }) => carrierName(chosen.channel));
  const sent = [...byCarrier].map(([name, those]) => {
    const { onTheWire, receipts } = deps.channels[name];
    return inParallel(onTheWire, those, async (sending) => {
      const outcome = await send(deps, sending, subjects);
      note(used, sending, outcome);
      return settleSent(deps.province, deps.clock.now(), sending.attempt, sending.chosen, outcome, receipts);
    });
  });
  return (await Promise.all(sent)).flat();
}

async function send(
  deps: DeliverDeps,
  { attempt, chosen, message }: Sending,
  subjects: Subjects,
): Promise<SendOutcome | 'no-answer'> {
  const about = chosen.channel === 'guardian' ? subjects.maskedNames.get(attempt.personId) : undefined;
  try {
    return await deps.channels[carrierName(chosen.channel)].send({
      clientId: attempt.attemptId,
      to: chosen.to,
      template: templateOf(message.kind),
      keywords: keywordsOf(deps.province, message),
      text: carrierName(chosen.channel) === 'sms' ? smsText(deps.province, message, about) : '',
    });
  } catch (error) {
    deps.log.outside('a message was not taken', { channel: chosen.channel, attempt: attempt.attemptId, error });
    return 'no-answer';
  }
}

function note(used: Used[], { chosen, message }: Sending, outcome: SendOutcome | 'no-answer'): void {
  const { channel, accountId } = chosen;
  if ((channel !== 'wechat' && channel !== 'alipay') || accountId === null) return;
  if (outcome !== 'accepted' && outcome !== 'not-subscribed') return;
  used.push({ accountId, channel, template: templateOf(message.kind), all: outcome === 'not-subscribed' });
}
