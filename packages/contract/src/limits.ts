import type { Access, RouteDefinition } from './route.ts';

/** Whose calls are counted together. `address`: whoever calls from one source address, IPv6 by its /64. */
export type LimitedBy = 'address' | 'account' | 'device' | 'peer' | 'reader' | 'gateway' | 'staff';

/**
 * How often one caller may call: `count` times at once, and the used ones come back evenly over `seconds` (the generic cell rate
 * algorithm, ITU-T I.371). Counted in each process by itself: a protection of the machine, not a count to rely on.
 */
export interface RouteLimit {
  readonly per: LimitedBy;
  readonly count: number;
  readonly seconds: number;
}

/**
 * What a caller may do over all routes without a limit of their own. An address is generous, because a carrier puts thousands of
 * people behind one; a peer may ask for a province's whole travel of a day.
 */
export const defaultLimits: Readonly<Record<LimitedBy, RouteLimit>> = {
  address: { per: 'address', count: 1200, seconds: 60 },
  account: { per: 'account', count: 120, seconds: 60 },
  device: { per: 'device', count: 1200, seconds: 60 },
  peer: { per: 'peer', count: 60_000, seconds: 60 },
  reader: { per: 'reader', count: 1200, seconds: 60 },
  gateway: { per: 'gateway', count: 60_000, seconds: 60 },
  staff: { per: 'staff', count: 300, seconds: 60 },
};

/** The limit of a route and the name of its counter: the route's own, or `default`, which all routes without one share. */
export function limitOf(route: Pick<RouteDefinition, 'name' | 'access' | 'limit'>): RouteLimit & { counter: string } {
  if (route.limit !== undefined) return { ...route.limit, counter: route.name };
  return { ...defaultLimits[limitedBy(route.access)], counter: 'default' };
}

function limitedBy(access: Access): LimitedBy {
  if (typeof access === 'object') return 'staff';
  if (access === 'public') return 'address';
  if (access === 'gate') return 'device';
  return access === 'citizen' ? 'account' : access;
}
