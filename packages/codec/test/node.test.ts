import { expect, it } from 'vitest';
import { nodePlatform } from '../conformance/node-platform.ts';
import { runConformance } from '../conformance/suite.ts';
import * as codec from '../src/index.ts';
import { vectorFiles } from './vector-files.ts';

const vectors = vectorFiles();
const results = await runConformance(codec, nodePlatform, vectors);

it('in Node the suite has a case for every vector, and more', () => {
  expect(vectors.length).toBeGreaterThan(0);
  expect(results.length).toBeGreaterThan(vectors.length);
  expect(results.map(({ name }) => name)).toEqual(expect.arrayContaining(vectors.map(({ path }) => path)));
});

it.each(results)('in Node with node:crypto: $name', ({ ok, detail }) => {
  expect(detail).toBe('');
  expect(ok).toBe(true);
});
