export { greenApplicationRoutes } from './routes.ts';
