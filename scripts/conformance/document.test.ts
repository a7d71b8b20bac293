import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requirements } from './requirements.ts';

const page = readFileSync(new URL('../../docs/protocol/conformance.md', import.meta.url), 'utf8');

test('the page lists every requirement, in its words and in this order', () => {
  const rows = page.split('\n').filter((line) => /^\| [A-Z]+-\d\d \|/.test(line));
  expect(rows).toEqual(requirements.map(({ id, level, title }) => `| ${id} | ${level} | ${title} |`));
});

test('no id is given twice', () => {
  const ids = requirements.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
