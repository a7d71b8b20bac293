export { redeemConsents, type ConsentCode } from './consent.ts';
export { identityTicks } from './jobs.ts';
export { identitiesOf, type IdentityMatch, lockPeople, matchIdentities } from './people.ts';
export {
  documentIndex,
  findPerson,
  hasPhone,
  type Identity,
  identityOf,
  personCard,
  type PersonCard,
} from './person.ts';
export type { PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export {
  createSessionReader,
  endSession,
  endStaffSessions,
  findSession,
  openSession,
  type SessionFound,
  type SessionReader,
} from './session.ts';
