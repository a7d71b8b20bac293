import { readInstant, type Fact } from '@tongxing/rules';
import { coversDivision } from '../../province.ts';
import type { EntryDetails } from './entry.ts';
import type { StoredList } from './stored-list.ts';

/** Was somebody where and when the list says? `unknown`: there is no itinerary, or none that could be compared. */
export type Link = 'linked' | 'none' | 'unknown';

interface Place {
  readonly division: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Compares what is known of somebody's itinerary with the places and times of the list. A stay known only by its city, as the itinerary
 * card tells it, may have been in any county of it: it proves nothing where a county or street is known for that time, and cannot be
 * compared where none is.
 */
export function linkOf(
  list: Pick<StoredList, 'subject' | 'division'>,
  entry: EntryDetails,
  facts: readonly Fact[],
): Link {
  const places = placesOf(list, entry);
  const stays = facts.flatMap(staysIn);
  if (places.length === 0 || stays.length === 0) return 'unknown';
  const known = stays.filter((stay) => !isCity(stay) && places.some((place) => overlap(stay, place)));
  if (known.some((stay) => places.some((place) => meet(stay, place)))) return 'linked';
  const maybe = known.length === 0 && stays.some((stay) => places.some((place) => meet(stay, place)));
  return maybe ? 'unknown' : 'none';
}

function placesOf({ subject, division }: Pick<StoredList, 'subject' | 'division'>, entry: EntryDetails): Place[] {
  if (subject.kind === 'posts') return [];
  if (subject.kind === 'contacts') {
    return subject.places.map((place) => ({ ...place, from: Date.parse(place.from), to: Date.parse(place.to) }));
  }
  const from = Date.parse(entry.since);
  // Whoever is under an order, ill or has arrived somewhere was there at the beginning or has been since.
  if (subject.kind === 'isolations' || subject.kind === 'cases') return [{ division, from, to: Infinity }];
  if (subject.kind === 'arrivals') return [{ division: subject.arrivedIn, from, to: Infinity }];
  return [{ division, from, to: entry.until === undefined ? from : Date.parse(entry.until) }];
}

const dayMs = 86_400_000;

/** A day as a beginning is its first instant, as an end its last. */
function readEdge(text: unknown, asEnd: boolean): number {
  if (typeof text !== 'string') return asEnd ? Infinity : -Infinity;
  return text.length === 10 ? Date.parse(`${text}T00:00:00+08:00`) + (asEnd ? dayMs : 0) : readInstant(text);
}

function staysIn({ kind, data }: Fact): Place[] {
  const said = data as { stays?: unknown[]; from?: unknown; to?: unknown; departedAt?: unknown; arrivedAt?: unknown };
  if (kind === 'itinerary-declaration' || kind === 'itinerary-card') {
    return (said.stays ?? []).map((stay) => {
      const { division, from, to } = stay as Record<string, unknown>;
      return { division: String(division), from: readEdge(from, false), to: readEdge(to, true) };
    });
  }
  if (kind === 'ticket') {
    return [
      { division: String(said.from), from: readEdge(said.departedAt, false), to: readEdge(said.departedAt, true) },
      { division: String(said.to), from: readEdge(said.arrivedAt, false), to: readEdge(said.arrivedAt, true) },
    ];
  }
  return [];
}

function meet(stay: Place, place: Place): boolean {
  const near = coversDivision(stay.division, place.division) || coversDivision(place.division, stay.division);
  return near && overlap(stay, place);
}

function overlap(stay: Place, place: Place): boolean {
  return stay.from <= place.to && stay.to >= place.from;
}

/** A city or a province. */
function isCity({ division }: Place): boolean {
  return /^\d{4}00$/.test(division);
}
