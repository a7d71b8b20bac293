export { describeLog, logOrigin, logState } from './checkpoint.ts';
export { commit, commitAll, commitTexts, commitmentLeaf, type CommitmentKind } from './commitment.ts';
export { appendEntry, type LogEntry, type LogEntryKind } from './entry.ts';
export type { JsonValue } from './json.ts';
export type { Committed } from './proof.ts';
export { pseudonymOf } from './pseudonym.ts';
export { logRoutes, proofRoute, type LookUpCommitted } from './routes.ts';
export { sequenceLog } from './sequence.ts';
export { logMeasures } from './measures.ts';
