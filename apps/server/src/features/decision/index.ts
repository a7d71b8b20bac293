export { type ColourReader, coloursAt, createColourReader } from './colour.ts';
export { type ColourChange, decidePeople, decidePerson, type DecisionDeps, type Judged } from './decide.ts';
export { decisionJobs, decisionTicks, requestDecision, type DecisionJobDeps } from './jobs.ts';
export { decisionRoutes } from './routes.ts';
export { decisionMeasures } from './measures.ts';
export { committedDecision, currentDecision, type CurrentDecision, currentDecisions, dueEverybody } from './store.ts';
