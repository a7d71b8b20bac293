export { createPermitReader, type PermitReader } from './standing.ts';
export { permitRoutes } from './routes.ts';
