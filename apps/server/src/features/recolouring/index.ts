export { changedAreas } from './changed-areas.ts';
export { recolouringJobs, recolouringTicks } from './jobs.ts';
export { recolouringMeasures } from './measures.ts';
export type { Concerned } from './people.ts';
export { recolouringRoutes } from './routes.ts';
export { startRecolouring, type Start } from './start.ts';
