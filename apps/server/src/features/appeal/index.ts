export { committedCertificate, knownCorrection } from './certificate.ts';
export { findContested } from './contested.ts';
export type { AppealDeps } from './deps.ts';
export { decideAnew } from './decide-anew.ts';
export { describeAppeal } from './describe.ts';
export { appealMeasures } from './due.ts';
export { keptAppeals } from './kept.ts';
export { divisionOf, openAppeal } from './file.ts';
export { appealRoutes, appealTicks } from './routes.ts';
