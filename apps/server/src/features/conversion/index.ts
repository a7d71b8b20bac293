export { listConversions } from './apply.ts';
export { sealEarlierConsents } from './consent-at-rest.ts';
export { conversionJobs, conversionTicks } from './jobs.ts';
export { conversionRoutes } from './routes.ts';
export { conversionMeasures } from './measures.ts';
export type { ApplicationsMoved, MovedApplication } from './store.ts';
