export { keptHearings } from './kept.ts';
export { requestComparison } from './due.ts';
export { correctionRoutes, correctionTicks } from './routes.ts';
