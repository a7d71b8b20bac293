export { askOrigin, askPeer, OriginBusy, mostSubjects, type AskDeps, type Asked } from './ask.ts';
export type { OriginFacts } from './attest.ts';
export { acceptConsents, type ConsentDeps } from './consent-evidence.ts';
export { federationTicks } from './jobs.ts';
export { authorizePeer, sealAnswer } from './peer.ts';
export { committedAttestation } from './questions.ts';
export { federationRoutes } from './routes.ts';
export { createTrustListSource, takeInTrustList, type TrustListSource } from './trust-list.ts';
export { federationMeasures } from './measures.ts';
