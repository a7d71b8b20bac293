export { arrivalOn } from './arrival.ts';
export { inWords } from './ask.ts';
export { type RuleDeps, rulesFor, tellFor } from './tell-rules.ts';
export { travelRoutes } from './routes.ts';
