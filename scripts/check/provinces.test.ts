import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKOUT } from '../run.ts';
import { profileFindings, provinceFindings } from './provinces.ts';

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

test('a profile with which no node starts is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-provinces-'));
  await cp(join(CHECKOUT, 'provinces'), folder, { recursive: true });
  expect(await profileFindings(folder)).toEqual([]);
  const file = join(folder, '410000', 'profile.json');
  const { code: _code, ...rest } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify(rest));
  const found = await profileFindings(folder);
  expect(found).toEqual([
    { place: 'provinces/410000', message: expect.stringContaining('required properties code') as string },
  ]);
  await rm(folder, { recursive: true });
});
