import type { MessageChannel, SendOutcome } from '../features/notification/index.ts';
import { createMicroBatch } from '../platform/micro-batch.ts';
import { mostInBatch, type BatchOutcome, type BatchSmsGateway } from './sms-gateway.ts';

/** Milliseconds for which a message waits for others to go with it. */
const moment = 5;

/** Text messages as a channel of notification: those of a moment go in one request. The gateway takes the same `clientId` once. */
export function createSmsChannel(gateway: BatchSmsGateway, perSecond: number): MessageChannel {
  // Not known of a batch is not known of each: asked again one by one, a gateway that is down would be asked a hundred times.
  const send = createMicroBatch({ most: mostInBatch, milliseconds: moment, whole: true }, gateway.sendBatch);
  return {
    perSecond,
    onTheWire: 2 * mostInBatch,
    receipts: true,
    templateIds: {},
    async send({ clientId, to, template, text }) {
      return meaningOf(await send({ to, templateId: `notice-${template}`, text, clientId }));
    },
  };
}

function meaningOf(outcome: BatchOutcome): SendOutcome {
  if (outcome === 'accepted') return outcome;
  // It was taken before, when number or wording were others: she has it.
  if (outcome.refused === 'client-id-reused') return 'accepted';
  if (outcome.refused === 'request-malformed') return 'address-wrong';
  throw new Error(`the gateway refuses a message: ${outcome.refused}`);
}
