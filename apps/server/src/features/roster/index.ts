export { keptReturns, keptRosters } from './kept.ts';
export { rosterRoutes, rosterTick } from './routes.ts';
