export { lostPhoneRoutes } from './routes.ts';
