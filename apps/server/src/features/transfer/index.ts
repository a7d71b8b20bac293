export { keptTransfers } from './kept.ts';
export { transferRoutes, transferTicks } from './routes.ts';
export { hasRelocated } from './take.ts';
