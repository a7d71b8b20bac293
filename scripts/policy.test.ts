import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, compilePack, decide } from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  asked,
  contactSince,
  declared,
  isContact,
  isWell,
  noAreas,
  packOf,
} from '../packages/rules/test/small-pack.ts';
import { check, explain } from './policy.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  cpSync(join(import.meta.dirname, '../policies'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
}
const aCase = '370000/resident/cases/red-high-risk-stay.json';

describe('policy check', () => {
  test('passes the 16 packs and 6 histories as they are, one line each', () => {
    const { lines, ok } = check(undefined, folder);
    expect(ok).toBe(true);
    expect(lines).toHaveLength(22);
    expect(lines.every((line) => line.endsWith('通过 in order'))).toBe(true);
  });

  test('looks at one division if asked, and fails for one that has no packs', () => {
    const packs = check('370900', folder).lines.filter((line) => !line.includes('histories'));
    expect(packs).toHaveLength(1);
    expect(check('990000', folder).ok).toBe(false);
  });

  test.each([
    [
      'a case that expects another colour',
      aCase,
      '"colour": "red"',
      '"colour": "green"',
      'red-high-risk-stay.json: colour',
    ],
    ['a rule without words', '370000/resident/policy.json', '"documentNumber"', '"documentNo"', 'policy.json#/rules/0'],
    ['a case in no form', aCase, '"expected"', '"expects"', 'red-high-risk-stay.json#'],
    ['a case that cites no row', aCase, '"source": "SD20-R4"', '"source": "SD99"', 'red-high-risk-stay.json#/source'],
    [
      'a person who has another colour on a day of a history',
      'histories/2022-06-28-ninth-edition.json',
      '"colour": "green", "source": "SD20-G"',
      '"colour": "red", "source": "SD20-G"',
      '2022-06-28-ninth-edition.json#/people/2 2022-06-27T23:59:00+08:00',
    ],
    [
      'a first release that names a version that is not there',
      '140000/release.json',
      '"1.1.0"',
      '"1.0.1"',
      '140000/release.json: 没有 sx-resident 的版本 1.0.1',
    ],
    ['a history in no form', 'histories/2023-01-08-class-b.json', '"change"', '"changes"', '2023-01-08-class-b.json: '],
    ['a file that is no JSON', aCase, '"about"', '"about', 'red-high-risk-stay.json'],
    [
      'a value set under another name',
      'value-sets/raised-risk-levels.json',
      '"raised-risk-levels"',
      '"raised"',
      'raised-risk-levels.json',
    ],
  ])('fails for %s, and names the file', (_what, path, from, to, expected) => {
    change(path, from, to);
    let said: string;
    try {
      const { lines, ok } = check(undefined, folder);
      expect(ok).toBe(false);
      said = lines.join('\n');
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain(expected);
  });
});

describe('policy explain', () => {
  test('tells the colour, the reason in both languages, the end and what it rests on', () => {
    const { lines, ok } = explain(join(folder, aCase));
    expect(ok).toBe(true);
    for (const expected of [
      '红码 red',
      '您14天内到过高风险地区。',
      '2022-12-04T00:00:00+08:00',
      '读取 read: itinerary.stays',
      '(declaration,',
    ]) {
      expect(lines.join('\n')).toContain(expected);
    }
  });

  test('tells what is missing where the rules cannot tell', () => {
    const { lines } = explain(join(folder, '370000/resident/cases/pending-health-commission-silent.json'));
    expect(lines.join('\n')).toContain('未知 unknown: cases (health-commission), 从未收到 never received');
  });

  test('tells what would make it green, and when', () => {
    // Fourteen days after the stay in the high-risk area ended, as the release of the rule says.
    expect(explain(join(folder, aCase)).lines).toContainEqual(
      expect.stringMatching(/^转绿 green, 本人可做 in her own hands: 2022-12-04T00:00:00\+08:00/),
    );
  });

  test('makes an exported decision again, and finds what was changed in it', () => {
    const at = '2022-11-24T08:00:00+08:00';
    const pack = packOf([isWell, isContact]);
    const facts = [declared(), asked(), contactSince('2022-11-14')];
    const outcome = decide(compilePack(pack), facts, noAreas, at);
    const sha256 = createHash('sha256').update(canonicalJson(outcome)).digest('base64url');
    const form = 'tongxing-decision-1';
    const bundle = { form, at, outcome, sha256, pack, valueSets: {}, facts, reference: noAreas, previous: null };
    const file = join(folder, 'bundle.json');
    writeFileSync(file, JSON.stringify(bundle));
    expect(explain(file).ok).toBe(true);
    expect(explain(file).lines.join('\n')).toContain('转绿 green, 不做任何事 by waiting alone');
    for (const changed of [
      { ...bundle, facts: [declared(), asked(), contactSince('2022-11-15')] },
      { ...bundle, outcome: { ...outcome, colour: 'green' } },
      { ...bundle, pack: packOf([isWell]) },
      { ...bundle, at: '2022-11-24T08:00:01+08:00' },
    ]) {
      writeFileSync(file, JSON.stringify(changed));
      expect(explain(file).ok).toBe(false);
    }
  });

  test('fails where the outcome is not as the case expects', () => {
    change(aCase, '"colour": "red"', '"colour": "green"');
    expect(explain(join(folder, aCase)).ok).toBe(false);
  });
});
