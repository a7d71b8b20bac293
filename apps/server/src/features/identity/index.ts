export { redeemConsent } from './consent.ts';
export { identityTicks } from './jobs.ts';
export {
  documentIndex,
  findPerson,
  hasPhone,
  identityOf,
  matchIdentity,
  personCard,
  type Identity,
  type PersonCard,
} from './person.ts';
export type { PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export { endSession, endStaffSessions, findSession, openSession, type SessionFound } from './session.ts';
