/** The digits that distinguish a division: 370000 → 37, 370100 → 3701, 370102003000 → 370102003. */
export function divisionPrefix(division: string): string {
  let end = division.length;
  while (end > 6 && division.endsWith('000', end)) end -= 3;
  while (end > 2 && end <= 6 && division.endsWith('00', end)) end -= 2;
  return division.slice(0, end);
}

const LEVELS = [2, 4, 6, 9, 12];

/** The prefixes of a division and of everything it lies in, widest first. */
export function enclosingPrefixes(division: string): string[] {
  const prefix = divisionPrefix(division);
  return LEVELS.filter((length) => length <= prefix.length).map((length) => prefix.slice(0, length));
}

/** The six-digit code of the province, city or county a division lies in; null where the division is wider than that. */
export function divisionAt(division: string, level: 'province' | 'city' | 'county'): string | null {
  const length = level === 'province' ? 2 : level === 'city' ? 4 : 6;
  const prefix = divisionPrefix(division);
  return prefix.length < length ? null : prefix.slice(0, length).padEnd(6, '0');
}

/** A division and what it lies in. */
export interface Place {
  division: string;
  province: string | null;
  city: string | null;
  county: string | null;
}

const MAX_PLACES = 10_000;
const places = new Map<string, Place>();

/** The place of a division code, or null for anything that is no code. Remembered: people are in few places. */
export function placeOf(division: unknown): Place | null {
  if (typeof division !== 'string') return null;
  const known = places.get(division);
  if (known !== undefined) return known;
  if (!/^\d{6}(\d{3}){0,2}$/.test(division)) return null;
  const place: Place = {
    division,
    province: divisionAt(division, 'province'),
    city: divisionAt(division, 'city'),
    county: divisionAt(division, 'county'),
  };
  if (places.size >= MAX_PLACES) places.clear();
  places.set(division, place);
  return place;
}

/** The first two digits of every province-level division of GB/T 2260. */
export const provincePrefixes: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
