import type { Tick } from '../../platform/jobs.ts';
import { type RelayDeps, relayStatusLists } from './relay.ts';

export function foreignStatusTicks(deps: RelayDeps): Tick[] {
  return [{ name: 'foreign-status.relay', everySeconds: 20, run: (now) => relayStatusLists(deps, now) }];
}
