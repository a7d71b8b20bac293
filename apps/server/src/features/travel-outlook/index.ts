export { arrivalOn } from './arrival.ts';
export { askTravelOutlook, inWords, type TravelDeps } from './ask.ts';
export { type RuleDeps, rulesFor, tellFor } from './tell-rules.ts';
export { travelRoutes } from './routes.ts';
