import type { Tick } from '../../platform/jobs.ts';
import { forgetTrips, handOnDue, type HandOnDeps } from './hand-on.ts';

export { tripRoutes } from './routes.ts';

export function tripTicks(deps: HandOnDeps): Tick[] {
  return [
    { name: 'trip.hand-on', everySeconds: 2, run: (now) => handOnDue(deps, now) },
    { name: 'trip.over', everySeconds: 3600, run: (now) => forgetTrips(deps, now) },
  ];
}
