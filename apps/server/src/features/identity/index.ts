export { redeemConsent } from './consent.ts';
export { identityTicks } from './jobs.ts';
export { documentIndex, identityOf, matchIdentity, personCard, type Identity, type PersonCard } from './person.ts';
export type { PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal, staffPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export { createSessionReader, findSession, openSession, type SessionFound, type SessionReader } from './session.ts';
export { ensureAdmin } from './staff.ts';
