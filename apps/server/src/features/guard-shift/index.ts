export { guardShiftJobs } from './document-lookup.ts';
export { keptShifts } from './kept.ts';
export { guardShiftRoutes } from './routes.ts';
