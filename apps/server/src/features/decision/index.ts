export { coloursAt, createColourReader, type ColourReader } from './colour.ts';
export { decidePerson, outlookFor, type ColourChange, type DecisionDeps } from './decide.ts';
export { decisionJobs, decisionTicks, requestDecision, type DecisionJobDeps } from './jobs.ts';
export { decisionRoutes } from './routes.ts';
export { committedDecision, currentDecision, dueEverybody, type CurrentDecision } from './store.ts';
