import { describe, expect, test } from 'vitest';
import { defaultLimits, limitOf, routes } from './index.ts';
import type { RouteDefinition } from './route.ts';

const all = Object.values<RouteDefinition>(routes);

describe('the limit of a route', () => {
  test.each<[string, RouteDefinition['access'], string]>([
    ['whoever calls a public route is counted by the address', 'public', 'address'],
    ['somebody signed in by the account', 'account', 'account'],
    ['a citizen by the account too, whomever she acts for', 'citizen', 'account'],
    ['a checkpoint by its device', 'device', 'device'],
    ['another province as one caller', 'peer', 'peer'],
    ['a reader of status lists as the device or province it is', 'reader', 'reader'],
    ['staff by the account of each', { staff: ['admin'], scope: 'self' }, 'staff'],
  ])('%s', (_what, access, per) => {
    expect(limitOf({ name: 'x', access })).toMatchObject({ per, counter: 'default' });
  });

  test('of its own is counted under its own name', () => {
    expect(limitOf(routes.sendPhoneCode)).toEqual({ per: 'address', count: 60, seconds: 60, counter: 'sendPhoneCode' });
  });

  test('counts whom the route knows: nobody who is not signed in has an account', () => {
    const known = all.filter(({ access, limit }) => limit !== undefined && access === 'public');
    expect(known.map(({ limit }) => limit?.per)).toEqual(known.map(() => 'address'));
  });

  test('is narrower than the default where something is guessed or costs a message', () => {
    for (const route of [routes.sendPhoneCode, routes.signIn, routes.staffSignIn, routes.enrolDevice]) {
      const { count, seconds } = limitOf(route);
      expect(count / seconds).toBeLessThanOrEqual(defaultLimits.address.count / defaultLimits.address.seconds / 10);
    }
  });
});
