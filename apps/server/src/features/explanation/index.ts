export { explainPerson, type ExplanationDeps } from './explain.ts';
export { explanationRoutes } from './routes.ts';
