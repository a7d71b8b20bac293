export { redeemConsents, type ConsentCode } from './consent.ts';
export { identityTicks } from './jobs.ts';
export { identitiesOf, lockPeople, matchIdentities, type IdentityMatch } from './people.ts';
export { documentIndex, identityOf, personCard, type Identity, type PersonCard } from './person.ts';
export type { PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal, staffPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export { findSession, openSession, type SessionFound } from './session.ts';
export { ensureAdmin } from './staff.ts';
