export { travelRoutes } from './routes.ts';
