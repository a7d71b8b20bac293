export type { Divisions } from './divisions.ts';
export { readDivisions } from './read.ts';
export { requireDivisions, type DivisionUse } from './require.ts';
export { divisionRoutes } from './routes.ts';
