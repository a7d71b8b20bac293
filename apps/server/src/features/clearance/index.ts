export { clearColour, type Cleared, clearFact, type ClearDeps, type Clearing } from './clear.ts';
export { keptClearances } from './kept.ts';
export { hasEnded } from './ended.ts';
export { clearanceMeasures } from './measures.ts';
export { clearanceRoutes } from './routes.ts';
export { countClearances } from './counts.ts';
