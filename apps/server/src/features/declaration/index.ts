export {
  declareHealth,
  declareItinerary,
  healthDeclaration,
  itineraryDeclaration,
  latestDeclaration,
  storeDeclarations,
  type Declaration,
} from './declare.ts';
export { declarationRoutes } from './routes.ts';
