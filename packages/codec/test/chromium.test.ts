import { expect, it } from 'vitest';
import { nodePlatform } from '../conformance/node-platform.ts';
import type { Result } from '../conformance/platform.ts';
import { runConformance } from '../conformance/suite.ts';
import * as codec from '../src/index.ts';
import { bundle } from './bundle.ts';
import { runInChromium } from './chromium.ts';
import { vectorFiles } from './vector-files.ts';

const vectors = vectorFiles();
/** Kept instead of thrown, so that a machine without a browser shows a failed test and not an empty file. */
const outcome = await bundle('browser')
  .then((script) => runInChromium(script, JSON.stringify(vectors)))
  .then((text) => ({ results: JSON.parse(text) as Result[], fault: '' }))
  .catch((error: unknown) => ({ results: [], fault: String(error) }));

it('Chromium runs the suite', () => {
  expect(outcome.fault).toBe('');
});

it('a machine without Chromium is told what is missing', async () => {
  await expect(runInChromium('', '', '/nonexistent/chromium')).rejects.toThrow('Chromium is missing');
});

it('in Chromium the suite has the same cases as in Node', async () => {
  const inNode = await runConformance(codec, nodePlatform, vectors);
  expect(outcome.results.length).toBeGreaterThan(vectors.length);
  expect(outcome.results.map(({ name }) => name)).toEqual(inNode.map(({ name }) => name));
});

it.each(outcome.results)('in Chromium with WebCrypto: $name', ({ ok, detail }) => {
  expect(detail).toBe('');
  expect(ok).toBe(true);
});
