import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { forgetStays, remindOfStays } from './remind.ts';
import { showStay, statePlan } from './show.ts';

export { endGuestStay, noteStays, planStay } from './note.ts';
export { guestStayOf } from './show.ts';
export { longSince } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

export function guestStayRoutes(deps: Deps): Implementation[] {
  return [
    implement(routes.getGuestStay, ({ principal }) => showStay(deps, principal.personId)),
    implement(routes.planGuestStay, ({ principal, body }) => statePlan(deps, principal.personId, body)),
  ];
}

export function guestStayTicks(deps: Deps): Tick[] {
  return [
    { name: 'guest-stay.due', everySeconds: 30, run: (now) => remindOfStays(deps, now) },
    { name: 'guest-stay.forget', everySeconds: 3600, run: (now) => forgetStays(deps, now) },
  ];
}
