export { endAllTelling, endHeld, endTelling, isTold } from './hand-over.ts';
export { type Converted, hold, originSaid } from './hold.ts';
export { renewableBy } from './held.ts';
export { renewableConsents } from './renewable.ts';
export { colourEventJobs, colourEventTicks } from './jobs.ts';
export { type Made, recordEvents } from './record.ts';
export { colourEventRoutes } from './routes.ts';
export { subscribe, type Subscriber } from './subscribe.ts';
export { receivedColours } from './received.ts';
