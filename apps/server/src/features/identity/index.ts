export { accountsOfPersons, type PersonAccount } from './accounts.ts';
export { movePhone } from './change-phone.ts';
export { redeemOwnCode, sendOwnCode } from './own-code.ts';
export { redeemPhoneCode, sendPhoneCode } from './phone-code.ts';
export { inPlaceOf, recordActing, requireGuardianship } from './acting.ts';
export type { Claim } from './claim.ts';
export { isYoungerThan } from './age.ts';
export { type ConsentCode, redeemConsents, storeConsent, withdrawConsent, withdrawConsents } from './consent.ts';
export { documentsOf, ownerByName, ownersOf } from './documents.ts';
export {
  documentIndexOf,
  homesOf,
  indexesOf,
  maskedNamesOf,
  type Named,
  namedIndex,
  peopleBehind,
  registeredIn,
} from './find-people.ts';
export { endGuardianships, type EndingDeps, guardiansOf } from './guardianship.ts';
export { identityJobs, identityTicks } from './jobs.ts';
export {
  identitiesOf,
  type Identity,
  type IdentityMatch,
  identityOf,
  lockPeople,
  matchIdentities,
  subjectOf,
} from './people.ts';
export { findPerson, hasPhone, personCard, type PersonCard, settleIn, subjectIndex } from './person.ts';
export type { ExitEntryRegistry, PopulationRegistry, SmsGateway } from './ports.ts';
export { accountPrincipal, type AccountReader, createAccountReader } from './principal.ts';
export { identityRoutes } from './routes.ts';
export {
  accountOfPhone,
  createSessionReader,
  endSession,
  endSessionsOf,
  endStaffSessions,
  findSession,
  openSession,
  type SessionFound,
  type SessionReader,
} from './session.ts';
export { readClaim } from './claim.ts';
export { type FaceStep, verifyIdentity } from './verification.ts';
export { isVerifiedAs } from './verified-as.ts';
export type { Registries } from './registries.ts';
