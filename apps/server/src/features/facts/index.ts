export { currentFacts, currentFactsOf, factsByIds } from './current-facts.ts';
export type { NewFact } from './fact.ts';
export { gatherFacts, type Declared, type SourcePorts } from './gather.ts';
export { residencesOf } from './residence.ts';
export { SourcePaused } from './source-paused.ts';
export type { HealthCommission, ItineraryCard, NatLaboratory, NationalCode, NationalPlatform, Stay } from './ports.ts';
export { recordReport, recordReports, type Report } from './record-reports.ts';
export { recordStatements, type Statement } from './record-statements.ts';
export {
  cameLate,
  latestPublication,
  publicationOf,
  publishOwnAreas,
  refreshRiskAreas,
  type RiskPublication,
} from './risk-areas.ts';
export { factRoutes } from './routes.ts';
export { noteCompleteList, reportsOf, type SourceReport } from './source-report.ts';
export { endUndertakings, noteHeard, noteUndertakings } from './undertaking.ts';
export { factMeasures } from './measures.ts';
export { noteUpload } from './source-state.ts';
export { staleSources } from './stale.ts';
