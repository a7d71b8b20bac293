export { currentFacts, currentFactsOf, recordReport, recordReports, type NewFact, type Report } from './fact.ts';
export { gatherFacts, type Declared, type SourcePorts } from './gather.ts';
export { residencesOf } from './residence.ts';
export { SourcePaused } from './source-paused.ts';
export type { HealthCommission, ItineraryCard, NatLaboratory, NationalPlatform, Stay } from './ports.ts';
export { latestPublication, refreshRiskAreas, type RiskPublication } from './risk-areas.ts';
export { factRoutes } from './routes.ts';
export { factMeasures } from './measures.ts';
export { staleSources } from './stale.ts';
