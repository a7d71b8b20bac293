export { decidePerson, type ColourChange, type DecisionDeps } from './decide.ts';
export { decisionJobs, decisionTicks, requestDecision, type DecisionJobDeps } from './jobs.ts';
export { decisionRoutes } from './routes.ts';
export { committedDecision, currentDecision, type CurrentDecision } from './store.ts';
