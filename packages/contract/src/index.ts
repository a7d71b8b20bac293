export * as people from './people/index.ts';
export * as routes from './routes/index.ts';
export * as schemas from './schemas/index.ts';
export { createClient, ProblemError, type Client, type Transport } from './client.ts';
export { problems, type ProblemCode, type ProblemDefinition } from './problems.ts';
export { problemTypePrefix } from './unreachable.ts';
export { findingTexts } from './findings.ts';
export { type ColourShown, colourSigns } from './colour-signs.ts';
export { labelNumber } from './label-number.ts';
export { boxWords, tubeWords, unknownSample } from './collection-words.ts';
export { type CheckJudgement, judgeCheck, recordCheck, type WayOut } from './door-check.ts';
export { judgeUnderFallback } from './fallback-check.ts';
export { type DoorFindingCode, doorFindings } from './door-findings.ts';
export type { CheckFinding, SeenCode, Taken } from './door-standing.ts';
export { guardWords, type GuardWords } from './guard-words.ts';
export {
  accessPurposes,
  accessSubjects,
  type AccessPurpose,
  type AccessSubject,
  type ViewedSubject,
} from './access-words.ts';
export {
  appealAnswers,
  appealGrounds,
  hearingMatters,
  hearingOutcomes,
  laneNotes,
  sourceFindings,
  type AppealAnswerCode,
  type AppealGround,
  type HearingMatter,
  type HearingOutcome,
  type LaneNote,
  type SourceFinding,
} from './appeal-words.ts';
export { approvalKinds, type ApprovalKindName } from './approval-kinds.ts';
export { reviewGrounds, type ReviewGround } from './review-words.ts';
export { causes, type Cause, type CauseCode } from './causes.ts';
export { originGrades } from './origin-grades.ts';
export { type TransferCauseCode, transferCauses, type TransferState, transferStates } from './transfer-words.ts';
export { inputWords, kindWords, lackWords, sourceWords } from './fact-words.ts';
export { type IngestFault, ingestFaults } from './ingest-faults.ts';
export { defaultLimits, type LimitedBy, limitOf, type RouteLimit } from './limits.ts';
export {
  clearanceGrounds,
  type ClearanceGround,
  listChecks,
  listKinds,
  redGrounds,
  unseenByChecks,
  type ListCheck,
  type ListKind,
} from './list-words.ts';
export type {
  Access,
  AnswerOf,
  BodyOf,
  DivisionSource,
  NationalService,
  ParamsOf,
  QueryOf,
  RouteDefinition,
  StaffAccess,
} from './route.ts';
export { pictureFindings, type PictureFindingCode, type PictureFindingWords } from './picture-findings.ts';
export { rosterSees } from './roster-words.ts';
export { type ScopeChange, scopeChangeFor } from './scope-change.ts';
export { staffRoleNames } from './staff-role-names.ts';
export { seenOffline, seenOnline } from './seen-code.ts';
export { ago, day, hours } from './time-words.ts';
