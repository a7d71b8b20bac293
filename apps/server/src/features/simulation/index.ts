export { requireSimulated } from './read.ts';
export { simulationRoutes } from './routes.ts';
export { simulationJobs } from './run.ts';
export type { SimulationDeps } from './start.ts';
