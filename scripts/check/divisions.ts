import type { Finding } from './finding.ts';
import { readFiles, type TextFile } from './files.ts';

type Counts = { areas: number; streets: number; villages?: number };
type Source = {
  current: { counted: { all: Counts & { provinces: number; cities: number } } & Record<string, Counts> };
  dissolved: number;
};
type Row = { place: string; code: string; kind: string; validFrom: string; validTo: string; into: string };

/** Of province level and not in the package: Taiwan, Hong Kong, Macao. */
const BY_HAND = ['710000', '810000', '820000'];

/**
 * Holds divisions/ against itself: every parent is there, a code stands once at any time, days and codes are well formed, and
 * there are as many rows as source.json says the package has.
 */
export function divisionFindings(files: readonly TextFile[]): Finding[] {
  const source = files.find(({ path }) => path === 'divisions/source.json');
  if (source === undefined) return [{ place: 'divisions/source.json', message: 'does not exist' }];
  const areas = files.filter(({ path }) => path.startsWith('divisions/areas/')).flatMap(readAreas);
  const streets = files.filter(({ path }) => path.startsWith('divisions/streets/')).flatMap(readInside);
  const villages = files.filter(({ path }) => path.startsWith('divisions/villages/')).flatMap(readInside);
  return [
    ...areas.flatMap(shapeFindings),
    ...overlaps(areas),
    ...orphans(areas, streets, villages),
    ...countFindings(JSON.parse(source.text) as Source, areas, streets, villages),
  ];
}

function readAreas({ path, text }: TextFile): Row[] {
  return lines(text).map((line, index) => {
    const [code = '', , , kind = '', validFrom = '', validTo = '', into = ''] = line.split('\t');
    return { place: `${path}:${index + 1}`, code, kind, validFrom, validTo, into };
  });
}

function readInside({ path, text }: TextFile): { place: string; code: string }[] {
  return lines(text).flatMap((line, index) => {
    const [parent = '', ...inside] = line.split('\t');
    return inside.map((item) => ({ place: `${path}:${index + 1}`, code: parent + item.slice(0, 3) }));
  });
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

function shapeFindings({ place, code, kind, validFrom, validTo }: Row): Finding[] {
  const faults = [
    ...(/^[1-9]\d{5}$/.test(code) ? [] : [`${code} is no code of six digits`]),
    ...(place.startsWith(`divisions/areas/${code.slice(0, 2)}`) ? [] : [`${code} stands in another province's file`]),
    ...(['', 'grouping', 'statistical'].includes(kind) ? [] : [`${code}: there is no kind "${kind}"`]),
    ...[validFrom, validTo].flatMap((day) => (/^(\d{4}-\d\d-\d\d)?$/.test(day) ? [] : [`${code}: "${day}" is no day`])),
    ...(validFrom !== '' && validTo !== '' && validFrom >= validTo ? [`${code} ends before it begins`] : []),
  ];
  return faults.map((message) => ({ place, message }));
}

function overlaps(areas: readonly Row[]): Finding[] {
  return [...Map.groupBy(areas, ({ code }) => code)].flatMap(([code, rows]) =>
    rows.slice(1).flatMap((row, index) => {
      const before = rows[index] as Row;
      const apart = before.validTo !== '' && row.validFrom !== '' && before.validTo <= row.validFrom;
      return apart ? [] : [{ place: row.place, message: `${code} stands twice at one time` }];
    }),
  );
}

type Placed = { place: string; code: string };

function orphans(areas: readonly Row[], streets: readonly Placed[], villages: readonly Placed[]): Finding[] {
  const current = new Set([...areas.filter(({ validTo }) => validTo === ''), ...streets].map(({ code }) => code));
  const ever = new Set(areas.map(({ code }) => code));
  const missing = (place: string, code: string, parent: string) => ({
    place,
    message: `${code} lies in ${parent}, which is not there`,
  });
  const inAreas = areas.flatMap(({ place, code, into, validTo }) => [
    ...parentsOf(code).flatMap((parent) =>
      (validTo === '' ? current : ever).has(parent) ? [] : [missing(place, code, parent)],
    ),
    ...(into === '' || current.has(into) ? [] : [{ place, message: `${code} became ${into}, which is not there` }]),
  ]);
  const inside = [...streets, ...villages].flatMap(({ place, code }) =>
    current.has(code.slice(0, -3)) ? [] : [missing(place, code, code.slice(0, -3))],
  );
  const codes = [...streets, ...villages].map(({ code }) => code);
  const twice =
    codes.length === new Set(codes).size ? [] : [{ place: 'divisions', message: 'a street or village stands twice' }];
  return [...inAreas, ...inside, ...twice];
}

function parentsOf(code: string): string[] {
  if (code.endsWith('0000')) return [];
  return code.endsWith('00') ? [`${code.slice(0, 2)}0000`] : [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`];
}

function countFindings(
  source: Source,
  areas: readonly Row[],
  streets: readonly Placed[],
  villages: readonly Placed[],
): Finding[] {
  const { all, ...provinces } = source.current.counted;
  const current = areas.filter(({ validTo }) => validTo === '').map(({ code }) => code);
  const cities = current.filter((code) => /^\d{4}00$/.test(code) && !code.endsWith('0000'));
  const counties = current.filter((code) => !code.endsWith('00'));
  // The package lists a city that has no counties once more as a county of its own, under the same code.
  const withoutCounties = cities.filter((city) => !counties.some((code) => code.startsWith(city.slice(0, 4)))).length;
  const count = (what: string, counted: number, recorded: number): Finding[] =>
    counted === recorded
      ? []
      : [{ place: 'divisions', message: `${counted} ${what}, and source.json says ${recorded}` }];
  const startingWith =
    (prefix: string) =>
    ({ code }: { code: string }) =>
      code.startsWith(prefix);
  return [
    ...count('provinces', current.filter((code) => code.endsWith('0000')).length, all.provinces + BY_HAND.length),
    ...count('cities', cities.length, all.cities),
    ...count('areas', counties.length + withoutCounties, all.areas),
    ...count('streets', streets.length, all.streets),
    ...count('dissolved divisions', areas.length - current.length, source.dissolved),
    ...Object.entries(provinces).flatMap(([division, recorded]) => {
      const prefix = division.slice(0, 2);
      return [
        ...count(`areas of ${division}`, counties.filter((code) => code.startsWith(prefix)).length, recorded.areas),
        ...count(`streets of ${division}`, streets.filter(startingWith(prefix)).length, recorded.streets),
        ...count(`villages of ${division}`, villages.filter(startingWith(prefix)).length, recorded.villages ?? 0),
      ];
    }),
  ];
}

export async function check(): Promise<Finding[]> {
  return divisionFindings(await readFiles(/^divisions\/(source\.json|(areas|streets|villages)\/\d{6}\.tsv)$/));
}
