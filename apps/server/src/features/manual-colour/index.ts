export { keptManualColours } from './kept.ts';
export { manualColour } from './kind.ts';
export { manualColourTicks } from './lift.ts';
export { manualColourRoutes } from './routes.ts';
