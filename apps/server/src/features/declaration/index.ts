export { declareHealth, declareItinerary, latestDeclaration } from './declare.ts';
export { declarationRoutes } from './routes.ts';
