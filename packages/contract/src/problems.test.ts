import { describe, expect, test } from 'vitest';
import { problems, problemTypePrefix, routes } from './index.ts';
import type { RouteDefinition } from './route.ts';

const all = Object.values<RouteDefinition>(routes);

describe('a problem type', () => {
  test('is a URN of this system', () => {
    expect(problemTypePrefix).toBe('urn:tongxing:problem:');
  });

  test('has a code in kebab case, so that it is the same in every language and file', () => {
    expect(Object.keys(problems).filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  test('has a status of a client error or a server error (RFC 9110 §15.5, §15.6; RFC 6585)', () => {
    const statuses = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 431, 500, 503];
    expect(Object.values(problems).filter(({ status }) => !statuses.includes(status))).toEqual([]);
  });
});

test('what a route can answer is a problem with a text', () => {
  const named = all.flatMap((route) => route.problems ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((code) => !Object.hasOwn(problems, code))).toEqual([]);
});

test('a route names no problem twice', () => {
  expect(all.filter(({ problems: own = [] }) => new Set(own).size !== own.length)).toEqual([]);
});
