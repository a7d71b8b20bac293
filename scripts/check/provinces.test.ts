import { expect, test } from 'vitest';
import { provinceFindings } from './provinces.ts';

const profiles = [
  { division: '140000', name: { zh: '山西省', en: 'Shanxi' } },
  { division: '410000', name: { zh: '河南省', en: 'Henan' } },
];
const found = (path: string, text: string) =>
  provinceFindings([{ path, text }], profiles).map(({ place, message }) => `${place} ${message}`);
const code = 'apps/server/src/features/decision/decide.ts';

test.each([
  ['a province by its code', "const a = 1;\nif (division === '410000') stop();", '410000'],
  ['a city of a province', "const cities = ['140100'];", '140100'],
  ['a province by its Chinese name', "const text = '请联系河南省防控办';", '河南'],
  ['a province by its English name', 'const text = `Ask ${office} of Shanxi`;', 'Shanxi'],
])('code that names %s is found, with its line', (_what, text, named) => {
  const line = text.split('\n').length;
  expect(found(code, text)).toEqual([`${code}:${line} names ${named}: a province is data`]);
});

test.each([
  ['a comment', code, '/** 410000 covers 410100, and Henan is one. */\nexport const a = 1;'],
  ['the example of a schema', code, "export const Division = text({ examples: ['140000'] });"],
  ['a longer number', code, "const phone = '15414000099';"],
  ['a province without a profile', code, "const zone = 'Asia/Shanghai';"],
  ['a test', 'apps/server/src/features/decision/decide.test.ts', "const a = '410000';"],
  ['the world', 'world/provinces.ts', "export const henan = '410000';"],
])('%s may name one', (_what, path, text) => {
  expect(found(path, text)).toEqual([]);
});
