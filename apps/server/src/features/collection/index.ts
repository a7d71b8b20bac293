export { keptCollections } from './kept.ts';
export { collectionRoutes } from './routes.ts';
export { collectedIn, type Collected } from './collected.ts';
