export { consentReturnRoutes } from './routes.ts';
