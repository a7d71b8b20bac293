export { type ColourReader, coloursAt, createColourReader } from './colour.ts';
export { type ColourChange, decidePeople, decidePerson, type DecisionDeps, type Judged, outlookFor } from './decide.ts';
export { decisionJobs, decisionTicks, requestDecision, type DecisionJobDeps } from './jobs.ts';
export { comingChanges, outcomesOf, type ComingChange } from './outcomes.ts';
export { withLatestReports } from './latest-reports.ts';
export { redecide } from './redecide.ts';
export { decisionRoutes } from './routes.ts';
export { decisionMeasures } from './measures.ts';
export { committedDecision, currentDecision, type CurrentDecision, currentDecisions, dueEverybody } from './store.ts';
