export { foreignStatusTicks } from './jobs.ts';
export { foreignListsFor, foreignPollSeconds } from './lists-for.ts';
export { createForeignStatusReader, type ForeignStatusReader } from './reader.ts';
export { foreignStatusRoutes } from './routes.ts';
export { createOriginSeen, type OriginSeen } from './seen.ts';
