export { heldJobs, heldResults } from './held.ts';
export { ingestRoutes, ingestTicks } from './routes.ts';
export { applyWaitingFor } from './waiting.ts';
