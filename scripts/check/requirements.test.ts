import { describe, expect, test } from 'vitest';
import { REQUIREMENT_IDS, requirementFindings } from './requirements.ts';

const row = (id: string, state = 'open') => `| ${id} | what it asks | ${state} | |`;
const page = (change: Record<string, string> = {}) => REQUIREMENT_IDS.map((id) => change[id] ?? row(id)).join('\n');
const messages = (text: string | undefined, tests: Record<string, string> = {}) =>
  requirementFindings(
    text,
    Object.entries(tests).map(([path, code]) => ({ path, text: code })),
  ).map(({ message }) => message);

describe('the page of requirements', () => {
  test('has 49 of the source texts and 14 beyond them', () => {
    expect(REQUIREMENT_IDS.filter((id) => id.startsWith('M'))).toHaveLength(49);
    expect(REQUIREMENT_IDS.filter((id) => id.startsWith('W'))).toHaveLength(14);
    expect(messages(page())).toEqual([]);
  });

  test('must exist and have every row once, and none that nobody asked for', () => {
    expect(messages(undefined)).toEqual(['does not exist']);
    expect(messages(page({ M41: '' }))).toEqual(['M41 has no row']);
    expect(messages(`${page()}\n${row('W14')}`)).toEqual(['W14 has a row already']);
    expect(messages(`${page()}\n${row('M73')}`)).toEqual(['M73 is not a requirement']);
  });

  test('knows three states', () => {
    expect(messages(page({ M41: row('M41', 'finished') }))).toEqual(['M41: the state is one of done, partly, open']);
  });
});

describe('a requirement that says done', () => {
  const done = page({ M41: row('M41', 'done') });
  const found = 'M41 says done, and no test bears [M41]';

  test('needs a test whose name bears its id', () => {
    expect(messages(done)).toEqual([found]);
    expect(messages(done, { 'a.test.ts': `test('green passes [M41]', () => {});` })).toEqual([]);
    expect(messages(done, { 'a.test.ts': 'test(`green passes [M40, M41] at ${place}`, () => {});' })).toEqual([]);
    expect(messages(done, { 'a.test.ts': `test('green passes [M42]', () => {});` })).toEqual([found]);
  });

  test('is not tested by a comment', () => {
    expect(messages(done, { 'a.test.ts': '// [M41]' })).toEqual([found]);
  });
});
