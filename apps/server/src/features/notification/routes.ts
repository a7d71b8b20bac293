import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { callList, recordCall, type CallListDeps } from './call-list.ts';
import { listMessages, readMessage } from './inbox.ts';
import type { MessageChannels } from './ports.ts';
import { createReceiptTaker } from './receipt.ts';
import { grantSubscriptions, listSubscriptions } from './subscriptions.ts';
import { requireWordings } from './wording.ts';

export interface NotificationDeps extends NodeContext, CallListDeps {
  readonly channels: MessageChannels;
}

/** @throws Error where the province's wordings are not right */
export function notificationRoutes(deps: NotificationDeps): Implementation[] {
  requireWordings(deps.province);
  const takeReceipts = createReceiptTaker(deps);
  return [
    implement(routes.listMessages, ({ principal, query }) => listMessages(deps, principal.personId, query.before)),
    implement(routes.readMessage, ({ principal, params }) => readMessage(deps, principal.personId, params.messageId)),
    implement(routes.grantSubscriptions, ({ principal, body }) => grantSubscriptions(deps, principal.accountId, body)),
    implement(routes.listSubscriptions, ({ principal }) => listSubscriptions(deps, principal.accountId)),
    implement(routes.receiveSmsReceipts, async ({ body }) => {
      await takeReceipts(body.receipts);
      return null;
    }),
    implement(routes.getCallList, async ({ principal }) => ({ calls: await callList(deps, principal) })),
    implement(routes.recordCall, ({ principal, params, body }) => recordCall(deps, principal, params.callId, body)),
  ];
}
