export { preArrivalJobs, preArrivalTicks } from './judge-due.ts';
export { judgeAllAgain, judgeOnArrival } from './pre-arrival.ts';
export { arrivalJobs } from './prepare.ts';
export { arrivalRoutes } from './routes.ts';
