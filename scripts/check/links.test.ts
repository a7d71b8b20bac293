import { describe, expect, test } from 'vitest';
import { linkFindings, renewLinks } from './links.ts';

const FILES: Record<string, string> = {
  'README.md': '# Tongxing\n## 快速开始 (quick start)\n',
  'docs/run.md': '# Run it\n',
  'policies/140000/policy.json': '{\n  "id": "green-by-default"\n}',
};

function messages(text: string, path = 'README.md'): string[] {
  const exists = (target: string) => target in FILES || ['docs', 'policies', '.'].includes(target);
  return linkFindings({ path, text }, exists, (target) => FILES[target]).map(({ message }) => message);
}

test.each([
  '[run](docs/run.md)',
  '[run](docs/)',
  '[top](#tongxing)',
  '[start](#快速开始-quick-start)',
  '[web](https://example.org/nothing)',
  '[rule](policies/140000/policy.json#L2 "green-by-default")',
  '[rule](policies/140000/policy.json#L1-L3)',
  'the rule is at `policies/140000/policy.json:2`',
])('%s leads somewhere', (text) => {
  expect(messages(text)).toEqual([]);
});

test('a link counts from the page it is on', () => {
  expect(messages('[home](../README.md#tongxing)', 'docs/run.md')).toEqual([]);
  expect(messages('[home](README.md)', 'docs/run.md')).toEqual(['docs/README.md does not exist']);
});

test.each([
  ['[gone](docs/gone.md)', 'docs/gone.md does not exist'],
  ['[head](docs/run.md#walk)', 'docs/run.md has no heading #walk'],
  ['[line](policies/140000/policy.json#L4)', 'policies/140000/policy.json has no line 4'],
  ['[range](policies/140000/policy.json#L2-L9)', 'policies/140000/policy.json has no line 9'],
  [
    '[moved](policies/140000/policy.json#L1 "green-by-default")',
    'policies/140000/policy.json#L1 does not say "green-by-default"',
  ],
  ['see `policies/140000/policy.json:40`', 'policies/140000/policy.json has no line 40'],
  ['see `policies/gone.json:1`', 'policies/gone.json does not exist'],
])('%s leads nowhere', (text, message) => {
  expect(messages(text)).toEqual([message]);
});

describe('renewing the links of a page', () => {
  const read = () => 'one\ntwo\nthree\n';

  test('moves a link to the line that says its words', () => {
    const page = { path: 'docs/page.md', text: '[x](../a.ts#L1 "three")' };
    expect(renewLinks(page, read)).toBe('[x](../a.ts#L3 "three")');
  });

  test('leaves alone what is right, what is nowhere, and what says no words', () => {
    const text = '[x](a.ts#L2 "two") [y](a.ts#L2 "four") [z](a.ts#L2)';
    expect(renewLinks({ path: 'page.md', text }, read)).toBe(text);
  });
});
