export { inPlaceOf, recordActing, requireGuardianship } from './acting.ts';
export type { Claim } from './claim.ts';
export { redeemConsent } from './consent.ts';
export { documentsOf } from './documents.ts';
export { guardiansOf, type EndingDeps } from './guardianship.ts';
export { identityJobs, identityTicks } from './jobs.ts';
export {
  identityOf,
  matchIdentity,
  personCard,
  subjectIndex,
  subjectOf,
  type Identity,
  type PersonCard,
} from './person.ts';
export type { ExitEntryRegistry, PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal, staffPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export { findSession, openSession, type SessionFound } from './session.ts';
export { ensureAdmin } from './staff.ts';
