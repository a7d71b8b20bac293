import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { inBatches } from '../../platform/batches.ts';
import type { Read } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';
import { dayOrdersOf, type DayOrders } from './day-order.ts';
import { parseStatusPlace } from './status-index.ts';

type Deps = Pick<NodeContext, 'permutationKey' | 'config'>;

/** As a strip names it. */
export interface Place {
  readonly uri: string;
  readonly idx: number;
}

export interface StripStatus {
  readonly validityDay: string;
  readonly idx: number;
  readonly status: 0 | 1 | 3;
  /** Whose strip it is; undefined for an index that was never given out. */
  readonly personId: string | undefined;
}

/** What the node itself knows of a strip of its own, now. Undefined when the URI is not one of this node's. */
export type StripReader = (place: Place) => Promise<StripStatus | undefined>;

/** Strips for scans: those of one moment are read with one statement. */
export function createStripReader(deps: Deps & Pick<NodeContext, 'db'>): StripReader {
  const dayOrders = dayOrdersOf(deps);
  return inBatches((places) => stripStatuses(deps.db, deps, dayOrders, places));
}

export async function stripStatus(read: Read, deps: Deps, place: Place): Promise<StripStatus | undefined> {
  return (await stripStatuses(read, deps, dayOrdersOf(deps), [place]))[0];
}

async function stripStatuses(
  read: Read,
  deps: Deps,
  dayOrders: DayOrders,
  places: readonly Place[],
): Promise<(StripStatus | undefined)[]> {
  const known = await locate(read, deps, dayOrders, places);
  if (known.length === 0) return places.map(() => undefined);
  const { rows } = await sql<{ status: 1 | 3 | null; personId: string | null }>`${prepared}
    select status_mark.status, strip_ordinal.person_id as "personId"
      from ${listOf(known)}
      left join status_mark using (validity_day, idx)
      left join strip_ordinal using (validity_day, ordinal)
     order by position`.execute(read);
  const found = known.map(({ place, validityDay, idx }, position) => {
    const { status, personId } = rows[position] ?? { status: null, personId: null };
    return [place, { validityDay, idx, status: status ?? 0, personId: personId ?? undefined }] as const;
  });
  return inOrder(places, found);
}

export interface StripAt {
  readonly validityDay: string;
  readonly idx: number;
  /** Undefined once the strip's day has passed and its list has vanished. */
  readonly was: { readonly status: 0 | 1 | 3; readonly personId: string } | undefined;
}

/** What the node knew of strips of its own at an instant each, in the order asked. Undefined for a URI that is not this node's. */
export type StripHistory = (
  read: Read,
  asked: readonly { readonly place: Place; readonly at: Date }[],
) => Promise<(StripAt | undefined)[]>;

export function createStripHistory(deps: Deps): StripHistory {
  const dayOrders = dayOrdersOf(deps);
  return (read, asked) => stripsAt(read, deps, dayOrders, asked);
}

async function stripsAt(
  read: Read,
  deps: Deps,
  dayOrders: DayOrders,
  asked: readonly { readonly place: Place; readonly at: Date }[],
): Promise<(StripAt | undefined)[]> {
  const instants = new Map(asked.map(({ place, at }) => [place, at]));
  const places = asked.map(({ place }) => place);
  const known = await locate(read, deps, dayOrders, places);
  if (known.length === 0) return places.map(() => undefined);
  // A strip is taken back with 3, once, and made invalid for good with 1, whose mark keeps its time.
  const { rows } = await sql<{ status: 0 | 1 | 3; personId: string | null }>`
    select case when status_mark.status = 1 and status_mark.marked_at <= strip.at then 1
                when strip_grant.superseded_at <= strip.at then 3 else 0 end as status,
           strip_ordinal.person_id as "personId"
      from (select list.*, at from ${listOf(known)}
              join unnest(${known.map(({ place }) => instants.get(place))}::timestamptz[]) with ordinality as t (at, position)
             using (position)) as strip
      left join status_mark using (validity_day, idx)
      left join strip_ordinal using (validity_day, ordinal)
      left join strip_grant on strip_grant.person_id = strip_ordinal.person_id and strip_grant.grant_id = strip_ordinal.grant_id
     order by position`.execute(read);
  const found = known.map(({ place, validityDay, idx }, position) => {
    const { status, personId } = rows[position] ?? { status: 0, personId: null };
    return [place, { validityDay, idx, was: personId === null ? undefined : { status, personId } }] as const;
  });
  return inOrder(places, found);
}

interface Located {
  readonly place: Place;
  readonly validityDay: string;
  readonly idx: number;
  readonly ordinal: number;
}

/** Those of the places that this node's lists have, with their place in the order of issue. */
async function locate(read: Read, deps: Deps, dayOrders: DayOrders, places: readonly Place[]): Promise<Located[]> {
  const parsed = places.flatMap((place) => {
    const own = parseStatusPlace(deps, place);
    return own === undefined ? [] : [{ place, ...own }];
  });
  const days = parsed.map(({ validityDay }) => validityDay);
  const orders = await dayOrders(read, days);
  return parsed.flatMap(({ place, validityDay, idx }) => {
    const order = orders.get(validityDay);
    // The node has forgotten a day that has passed: nobody is found under its indices.
    if (order === undefined) return [{ place, validityDay, idx, ordinal: -1 }];
    if (idx >= order.capacity) return [];
    return [{ place, validityDay, idx, ordinal: order.permutation.backward(idx) }];
  });
}

function listOf(located: readonly Located[]) {
  return sql`unnest(${located.map(({ validityDay }) => validityDay)}::date[], ${located.map(({ idx }) => idx)}::bigint[],
                    ${located.map(({ ordinal }) => ordinal)}::bigint[])
             with ordinality as list (validity_day, idx, ordinal, position)`;
}

function inOrder<T>(places: readonly Place[], found: readonly (readonly [Place, T])[]): (T | undefined)[] {
  const byPlace = new Map(found);
  return places.map((place) => byPlace.get(place));
}
