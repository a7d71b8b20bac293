import { DAY, HOUR, startOfDay } from '../instants.ts';

/** Milliseconds since 1970; `to` is absent while the telephone is still there. */
export interface Presence {
  division: string;
  from: number;
  to?: number;
}

export interface Stay {
  division: string;
  from: number;
  to: number;
}

const WINDOW = 14 * DAY;
const SHORTEST = 4 * HOUR;
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

/**
 * What the carriers' card shows of where a telephone was: whole cities, stays of at least four hours, fourteen days that
 * end with the last midnight in China. Presences that touch within a city are one stay.
 *
 * @see the communications itinerary card as the public knew it in 2020 to 2022
 */
export function cardStays(presences: readonly Presence[], now: number): { stays: Stay[]; since: number; asOf: number } {
  const asOf = startOfDay(now);
  const since = asOf - WINDOW;
  const seen = presences
    .map(({ division, from, to }) => ({ division: city(division), from, to: Math.min(to ?? asOf, asOf) }))
    .filter((stay) => stay.from < asOf)
    .toSorted((one, other) => one.from - other.from);
  const stays = join(seen)
    .filter((stay) => stay.to - stay.from >= SHORTEST && stay.to > since)
    .map((stay) => ({ ...stay, from: Math.max(stay.from, since) }));
  return { stays, since, asOf };
}

/** The city a county lies in; the four municipalities are cities themselves. */
function city(division: string): string {
  return MUNICIPALITIES.has(division.slice(0, 2)) ? `${division.slice(0, 2)}0000` : `${division.slice(0, 4)}00`;
}

function join(stays: readonly Stay[]): Stay[] {
  const joined: Stay[] = [];
  for (const stay of stays) {
    const last = joined.at(-1);
    if (last?.division === stay.division && stay.from <= last.to) last.to = Math.max(last.to, stay.to);
    else joined.push({ ...stay });
  }
  return joined;
}
