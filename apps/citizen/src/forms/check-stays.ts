import type { schemas } from '@tongxing/contract';

/** Where a stay in the form is from, unless she has entered or changed it herself; `card-home`: with the county from where she lives. */
export type StayOrigin = 'home' | 'card' | 'card-home';

export interface EnteredStay extends schemas.Stay {
  readonly by?: StayOrigin;
}

/** Days back that an itinerary covers, today not counted. */
export const windowDays = 14;
const dayMs = 86_400_000;

/** What stands out in an itinerary, in milliseconds since 1970. Nothing of it keeps her from sending but `too-early`. */
export type StayFinding =
  | { readonly kind: 'too-early'; readonly position: number }
  | { readonly kind: 'at-once'; readonly position: number; readonly other: number }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** Looks through an itinerary as it is being entered: what is too long ago, two places at once, days of which nothing is said. */
export function checkStays(stays: readonly schemas.Stay[], now: number): StayFinding[] {
  const first = now - windowDays * dayMs;
  const times = stays.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  const early = times.flatMap(({ to }, position): StayFinding[] =>
    to < first ? [{ kind: 'too-early', position }] : [],
  );
  const both = times.flatMap((one, position) =>
    times.slice(position + 1).flatMap((other, step): StayFinding[] => {
      const shared = Math.min(one.to, other.to) - Math.max(one.from, other.from);
      // On the day of a journey she was in both.
      return shared > dayMs ? [{ kind: 'at-once', position, other: position + 1 + step }] : [];
    }),
  );
  return [...early, ...both, ...gapsOf(times, first, now)];
}

/** Times of more than a day, from the first of the days on, that no stay covers. */
function gapsOf(
  times: readonly { readonly from: number; readonly to: number }[],
  first: number,
  now: number,
): StayFinding[] {
  const gaps: StayFinding[] = [];
  let covered = first;
  for (const { from, to } of [...times].sort((one, other) => one.from - other.from)) {
    if (to < first) continue;
    if (from - covered > dayMs) gaps.push({ kind: 'gap', from: covered, to: from });
    covered = Math.max(covered, to);
  }
  if (now - covered > dayMs) gaps.push({ kind: 'gap', from: covered, to: now });
  return times.length === 0 ? [] : gaps;
}

export interface CardForForm {
  readonly asOf: string | null;
  readonly stays: readonly schemas.Stay[];
}

/**
 * Puts what the card says in place of what the form had assumed; what she entered herself stays, once where the card says it too. The card knows cities: where she lives
 * in one, the county is that of her home. It ends with a midnight: who was somewhere then is taken to be there still.
 * @param now RFC 3339
 */
export function withCard(
  entered: readonly EnteredStay[],
  { asOf, stays }: CardForForm,
  { residence, now }: { readonly residence: string | undefined; readonly now: string },
): EnteredStay[] {
  const seenUntil = asOf === null ? Infinity : Date.parse(asOf);
  const seen = stays.map(({ division, from, to }): EnteredStay => {
    const isHome = residence !== undefined && residence !== division && residence.startsWith(cityPrefix(division));
    return {
      division: isHome ? residence : division,
      from,
      to: Date.parse(to) >= seenUntil ? now : to,
      by: isHome ? 'card-home' : 'card',
    };
  });
  const own = entered.filter((stay) => stay.by === undefined && !seen.some((other) => isWithin(stay, other)));
  return inOrder([...own, ...seen.filter((stay) => !own.some((other) => isWithin(stay, other)))]);
}

/** The same place, and no time that the other does not cover. */
function isWithin(one: schemas.Stay, other: schemas.Stay): boolean {
  const covers = Date.parse(other.from) <= Date.parse(one.from) && Date.parse(one.to) <= Date.parse(other.to);
  return one.division === other.division && covers;
}

/** The city, or the municipality, in which the card has seen her last; undefined where it is silent of it. */
export function lastCity(stays: readonly schemas.Stay[]): string | undefined {
  const [last] = [...stays].sort((one, other) => Date.parse(other.to) - Date.parse(one.to));
  return last === undefined ? undefined : last.division.slice(0, 6);
}

export function inOrder<T extends schemas.Stay>(stays: readonly T[]): T[] {
  return [...stays].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
}

/** Of a city its four digits; a municipality of two is a city to the card. */
function cityPrefix(division: string): string {
  return division.endsWith('0000') ? division.slice(0, 2) : division.slice(0, 4);
}
