import type { SmsGateway } from '../features/identity/index.ts';
import type { MessageChannel } from '../features/notification/index.ts';
import { SourceRefusal } from './signed-request.ts';

/** Text messages as a channel of notification. The gateway takes the same `clientId` once. */
export function createSmsChannel(gateway: SmsGateway, perSecond: number): MessageChannel {
  return {
    perSecond,
    receipts: true,
    templateIds: {},
    async send({ clientId, to, template, text }) {
      try {
        await gateway.send({ to, templateId: `notice-${template}`, text, clientId });
        return 'accepted';
      } catch (error) {
        if (!(error instanceof SourceRefusal)) throw error;
        // It was taken before, when number or wording were others: she has it.
        if (error.code === 'client-id-reused') return 'accepted';
        if (error.code === 'request-malformed') return 'address-wrong';
        throw error;
      }
    },
  };
}
