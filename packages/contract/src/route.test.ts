import { describe, expect, test } from 'vitest';
import { routes } from './index.ts';
import type { RouteDefinition } from './route.ts';

const entries = Object.entries<RouteDefinition>(routes);
const all = Object.values<RouteDefinition>(routes);

/** `/devices/:deviceId` and `/devices/:id` are the same place to a router. */
const placeOf = ({ method, path }: RouteDefinition) => `${method} ${path.replaceAll(/:[A-Za-z]+/g, ':')}`;
const repeated = (values: readonly string[]) => values.filter((value, i) => values.indexOf(value) !== i);
const namesIn = (path: string) => [...path.matchAll(/:([A-Za-z]+)|\*/g)].map((match) => match[1] ?? '*').toSorted();

describe('a route', () => {
  test('has a name of its own, the one it is exported under', () => {
    expect(entries.filter(([key, { name }]) => key !== name)).toEqual([]);
    expect(repeated(all.map(({ name }) => name))).toEqual([]);
  });

  test('has a method and path of its own, whatever its parameters are called', () => {
    expect(repeated(all.map(placeOf))).toEqual([]);
  });

  test.each(entries)('%s describes exactly the parameters that stand in its path', (_, { path, params }) => {
    const described = Object.keys((params as { properties?: object } | undefined)?.properties ?? {});
    expect(described.toSorted()).toEqual(namesIn(path));
  });

  test('takes a body only where the method has one (RFC 9110 §9.3)', () => {
    expect(all.filter(({ method, body }) => body !== undefined && (method === 'GET' || method === 'DELETE'))).toEqual(
      [],
    );
  });

  test('with status 204 answers nothing, and no other does', () => {
    const empty = (route: RouteDefinition) => (route.response as { type?: string }).type === 'null';
    expect(all.filter((route) => empty(route) !== (route.status === 204))).toEqual([]);
  });

  test.each(all.flatMap((route) => (route.body === undefined ? [] : [[route.name, route.body] as const])))(
    '%s refuses members of its body that it does not know',
    (_, body) => {
      expect(alternativesOf(body).filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
    },
  );
});

/** A body is one object, or one of several. */
function alternativesOf(body: object): readonly { additionalProperties?: unknown }[] {
  return 'anyOf' in body ? (body.anyOf as object[]) : [body];
}

test('two routes with one path, or names that differ only in a parameter, would be found', () => {
  const [first, second] = ['/devices/:deviceId', '/devices/:id'].map((path) => ({ ...routes.removeDevice, path }));
  expect(repeated([placeOf(first!), placeOf(second!)])).toEqual(['DELETE /devices/:']);
});

test('the seven services of GB/T 38963 are there, each exactly once, under their names', () => {
  const services = all.flatMap(({ service, path }) => (service === undefined ? [] : [`${service} ${path}`]));
  expect(services.toSorted()).toEqual([
    'code-call-application /code-call',
    'code-making /code-making',
    'code-verification /code-verification',
    'correction /correction',
    'health-declaration /health-declaration',
    'health-information-query /health-information',
    'itinerary-declaration /itinerary-declaration',
  ]);
});
