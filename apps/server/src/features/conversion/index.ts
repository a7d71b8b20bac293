export { sealEarlierConsents } from './consent-at-rest.ts';
export { conversionJobs, conversionTicks } from './jobs.ts';
export { conversionRoutes } from './routes.ts';
