export {
  declareHealth,
  declareItinerary,
  healthDeclaration,
  itineraryDeclaration,
  latestDeclaration,
  storeDeclarations,
  type Declaration,
} from './declare.ts';
export { latestAnswers } from './corrections.ts';
export { declarationRoutes } from './routes.ts';
export { checkStays } from './stays.ts';
