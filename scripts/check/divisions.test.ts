import { describe, expect, test } from 'vitest';
import { divisionFindings } from './divisions.ts';
import { readFiles } from './files.ts';

const counted = {
  all: { provinces: -2, cities: 1, areas: 1, streets: 1 },
  '370000': { areas: 1, streets: 1, villages: 1 },
};

const small = {
  'divisions/source.json': JSON.stringify({ current: { counted }, dissolved: 1 }),
  'divisions/areas/370000.tsv': [
    '370000\t山东省\tShandong',
    '370100\t济南市\tJinan',
    '370102\t历下区',
    '370181\t章丘市\t\t\t\t2016-12-31\t370102',
  ].join('\n'),
  'divisions/streets/370000.tsv': '370102\t001解放路街道',
  'divisions/villages/370000.tsv': '370102001\t002解放桥社区',
};

/** The messages for the small country, changed in places. */
function messages(changes: Partial<Record<keyof typeof small, (text: string) => string>>): string[] {
  const files = Object.entries(small).map(([path, text]) => {
    return { path, text: changes[path as keyof typeof small]?.(text) ?? text };
  });
  return divisionFindings(files).map(({ message }) => message);
}

const areas = 'divisions/areas/370000.tsv' as const;
const streets = 'divisions/streets/370000.tsv' as const;
const villages = 'divisions/villages/370000.tsv' as const;

describe('the check of the divisions', () => {
  test('finds nothing in a small country that is in order', () => {
    expect(messages({})).toEqual([]);
  });

  test.each([
    ['a county without its city', { [areas]: (t: string) => t.replace('370100\t', '370200\t') }, 'which is not there'],
    [
      'a street without its county',
      { [streets]: (t: string) => t.replace('370102', '370103') },
      '370103, which is not',
    ],
    [
      'a village without its street',
      { [villages]: (t: string) => t.replace('2001', '2009') },
      '370102009, which is not',
    ],
    ['a successor that does not exist', { [areas]: (t: string) => t.replace('\t370102', '\t370199') }, 'became 370199'],
    ['a code that stands twice', { [areas]: (t: string) => `${t}\n370102\t历下区` }, '370102 stands twice'],
    [
      'intervals that overlap',
      { [areas]: (t: string) => `${t}\n370181\t章丘市\t\t\t2016-12-30\t2020-01-01` },
      '370181 stands twice',
    ],
    ['a street that stands twice', { [streets]: (t: string) => `${t}\t001又一街道` }, 'stands twice'],
    [
      'an interval that ends first',
      { [areas]: (t: string) => t.replace('\t\t2016', '\t2017-01-01\t2016') },
      'ends before',
    ],
    ['a day that is none', { [areas]: (t: string) => t.replace('2016-12-31', '2016/12') }, 'is no day'],
    ['a code that is none', { [areas]: (t: string) => `${t}\n37010\t一` }, 'is no code'],
    ['a row of another province', { [areas]: (t: string) => `${t}\n140000\t山西省` }, "another province's file"],
    [
      'a kind that is none',
      { [areas]: (t: string) => t.replace('370102\t历下区', '370102\t历下区\t\tzone') },
      'no kind "zone"',
    ],
    ['a row too many', { [areas]: (t: string) => `${t}\n370103\t市中区` }, '2 areas, and source.json says 1'],
    ['a village too many', { [villages]: (t: string) => `${t}\t003某村` }, '2 villages of 370000, and'],
    ['a street too few', { [streets]: () => '370102\n' }, '0 streets, and source.json says 1'],
    ['no longer the dissolved city', { [areas]: (t: string) => t.split('\n').slice(0, 3).join('\n') }, '0 dissolved'],
  ])('finds %s', (_what, changes, message) => {
    expect(messages(changes)).toContainEqual(expect.stringContaining(message));
  });

  test('reads the counts that the packages were measured with by somebody else', async () => {
    const [source] = await readFiles(/^divisions\/source\.json$/);
    const recorded = (JSON.parse(source?.text ?? '') as { current: { counted: Record<string, unknown> } }).current
      .counted;
    expect(recorded).toEqual({
      all: { provinces: 31, cities: 342, areas: 2978, streets: 41_352 },
      '140000': { areas: 121, streets: 1352, villages: 21_895 },
      '370000': { areas: 151, streets: 1853, villages: 62_074 },
      '410000': { areas: 181, streets: 2586, villages: 52_378 },
    });
  });
});
