export type { ProvincialApp, RealName, Visitor } from './ports.ts';
export { signOnRoutes } from './routes.ts';
