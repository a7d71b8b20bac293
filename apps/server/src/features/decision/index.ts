export { decidePeople, decidePerson, type ColourChange, type DecisionDeps, type Judged } from './decide.ts';
export { decisionJobs, decisionTicks, requestDecision, type DecisionJobDeps } from './jobs.ts';
export { decisionRoutes } from './routes.ts';
export { committedDecision, currentDecision, currentDecisions, dueEverybody, type CurrentDecision } from './store.ts';
