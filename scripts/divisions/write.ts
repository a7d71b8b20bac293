import type { Area } from './history.ts';

type Row = { code: string; name: string };
type Files = Record<string, string>;

/** `areas/<province>.tsv`: code, name, English name, kind, valid from, valid to, into. */
export function areaFiles(areas: readonly Area[], english: Readonly<Record<string, string>>): Files {
  return byProvince('areas', areas, (rows) =>
    rows.map(({ code, name, kind, validFrom = '', validTo = '', into = '' }) =>
      [code, name, english[code] ?? '', kind, validFrom, validTo, into].join('\t').trimEnd(),
    ),
  );
}

/** `streets/<province>.tsv`: a line for each county, its code, then three digits and the name of each street. */
export function streetFiles(streets: readonly Row[]): Files {
  return byProvince('streets', streets, (rows) => grouped(rows, 6));
}

/** `villages/<province>.tsv`: a line for each street, its code, then three digits and the name of each village. */
export function villageFiles(villages: readonly Row[]): Files {
  return byProvince('villages', villages, (rows) => grouped(rows, 9));
}

function grouped(rows: readonly Row[], digits: number): string[] {
  const groups = Map.groupBy(rows, ({ code }) => code.slice(0, digits));
  return [...groups].map(([parent, inside]) =>
    [parent, ...inside.map(({ code, name }) => code.slice(digits) + name)].join('\t'),
  );
}

function byProvince<T extends Row>(folder: string, rows: readonly T[], lines: (rows: readonly T[]) => string[]): Files {
  const provinces = Map.groupBy(rows, ({ code }) => `${code.slice(0, 2)}0000`);
  return Object.fromEntries(
    [...provinces].map(([province, inside]) => [`${folder}/${province}.tsv`, `${lines(inside).join('\n')}\n`]),
  );
}
