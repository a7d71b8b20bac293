export { riskAreas } from './announce.ts';
export { areaListRoutes, type AreaListDeps } from './routes.ts';
export { addAreas, draftAreas, type DraftedArea } from './stored-area-list.ts';
