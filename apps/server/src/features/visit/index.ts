export { keptVisits, visitTicks } from './kept.ts';
export { visitRoutes } from './routes.ts';
