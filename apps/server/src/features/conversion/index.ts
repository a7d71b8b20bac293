export { conversionJobs, conversionTicks } from './jobs.ts';
export { conversionRoutes } from './routes.ts';
export type { ApplicationsMoved, MovedApplication } from './store.ts';
