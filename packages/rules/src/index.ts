export { LogicError, type LogicErrorCode } from './logic/logic-error.ts';
export { compileLogic } from './logic/compile-logic.ts';
export { compileThreeValued, type ThreeValuedResult } from './three-valued/compile-three-valued.ts';
export { isUnknown, UNKNOWN, Unknown } from './three-valued/unknown.ts';
export type { Reading } from './three-valued/context.ts';

export { PolicyError, type PolicyErrorCode } from './policy-error.ts';
export { readInstant } from './time/china-time.ts';
export { formatInstant } from './time/format-instant.ts';
export { parseDuration } from './time/duration.ts';

export { Colour, DayOrInstant, Division, DurationText, InstantText, PlaceId, SourceName } from './facts/terms.ts';
export { factData, type FactKind, factKinds, usualSource } from './facts/fact-data.ts';
export { checkFact, type Fact, FactSchema } from './facts/fact.ts';
export { checkReference, type Reference, ReferenceSchema, RiskLevel } from './facts/reference.ts';
export { divisionAt, divisionPrefix } from './facts/divisions.ts';
export { type InputName, inputNames, type RuleDocument } from './facts/document.ts';
export { assemble, type Assembly, type FactReference } from './facts/assemble.ts';
export type { Freshness, InputRequest } from './facts/freshness.ts';

export {
  AttributeSchema,
  BilingualText,
  type Pack,
  PackSchema,
  type Rule,
  RuleSchema,
  SourceRowSchema,
} from './pack/pack-schema.ts';
export { expandValueSets, type ValueSets } from './pack/value-sets.ts';
export { checkPack, type CompiledPack, compilePack } from './pack/compile-pack.ts';
export { choosePack } from './pack/choose-pack.ts';
export { evaluate } from './pack/evaluate.ts';
export type { Attribute, Outcome, Reason, UnknownInput } from './pack/outcome.ts';
export { decide, type Decision } from './pack/decide.ts';
export type { Finding, FindingCode } from './pack/finding.ts';
export { lintPack } from './pack/lint-pack.ts';
export { checkHistory, type History, type HistoryDifference, HistorySchema, runHistory } from './pack/history.ts';
export {
  checkCase,
  type Difference,
  expandCase,
  type PolicyCase,
  PolicyCaseSchema,
  runCase,
} from './pack/policy-case.ts';

export { type ComparedPack, type PackChange, packChanges } from './comparison/pack-changes.ts';
export { releaseChanges } from './comparison/release-changes.ts';
export { type Comparison, count, createTally, elsewhere, type Example, type Tally } from './simulation/tally.ts';
export { outlook, type Outlook } from './ways/outlook.ts';
export { greenByWaiting, type Step, type Way, waysToGreen, type WaysToGreen } from './ways/ways-to-green.ts';
export { canonicalJson } from './canonical-json.ts';
