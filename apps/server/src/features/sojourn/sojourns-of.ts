import { divisionPrefix } from '@tongxing/rules';
import { readEdge } from './edge.ts';

/** That somebody was somewhere during a half-open time, in milliseconds; infinite where an end is open. */
export interface Sojourn {
  /** Digits with which everything inside the division begins; empty where only the place is known. */
  readonly prefix: string;
  readonly place: string | null;
  readonly from: number;
  readonly to: number;
}

type Data = Readonly<Record<string, unknown>>;

/** How each kind of fact says where somebody was. Any other says nothing of it. */
const readers: Readonly<Record<string, (data: Data) => readonly Data[]>> = {
  'itinerary-declaration': staysOf,
  'itinerary-card': staysOf,
  // Where somebody lives is asked of the present only: of whenever that is.
  residence: ({ division, place }) => [{ division, place }],
  // A ticket proves where somebody was at departure and at arrival.
  ticket: ({ from, to, departedAt, arrivedAt }) => [
    { division: from, from: departedAt, to: departedAt },
    { division: to, from: arrivedAt, to: arrivedAt },
  ],
  'venue-stay': ({ venue, from, to }) => [{ place: venue, from, to }],
};

function staysOf({ stays }: Data): readonly Data[] {
  return Array.isArray(stays) ? (stays as Data[]) : [];
}

/** Where a fact says that somebody was. What cannot be read leaves an end open: nobody is missed. */
export function sojournsOf({ kind, data }: { readonly kind: string; readonly data: unknown }): Sojourn[] {
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  return (read?.((data ?? {}) as Data) ?? []).flatMap((stay) => {
    const prefix = prefixOf(stay['division']);
    const place = typeof stay['place'] === 'string' ? stay['place'] : null;
    if (prefix === '' && place === null) return [];
    const from = readEdge(stay['from'], 'start');
    const to = readEdge(stay['to'], 'end');
    // A moment is a stay as well.
    return [{ prefix, place, from, to: Math.max(to, from + 1) }];
  });
}

function prefixOf(division: unknown): string {
  return typeof division === 'string' && /^\d{6}(\d{3}){0,2}$/.test(division) ? divisionPrefix(division) : '';
}
