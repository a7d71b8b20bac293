export { authorizeGateway } from './gateway.ts';
export { notificationTicks } from './jobs.ts';
export type { Keywords } from './keywords.ts';
export type { Template } from './kinds.ts';
export type {
  GuardiansOf,
  MessageChannel,
  MessageChannels,
  Outgoing,
  ReceiptSignatures,
  SendOutcome,
} from './ports.ts';
export { notificationRoutes } from './routes.ts';
export { tell, type TellDeps, tellMany } from './tell.ts';
export { tellApplications, type MovedApplication } from './tell-applications.ts';
export { tellColours } from './tell-colour.ts';
export { type ColourOrder, tellOrders } from './tell-orders.ts';
export { tellQuestion } from './tell-question.ts';
export { spokenTime } from './times.ts';
