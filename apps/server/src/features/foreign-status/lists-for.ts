import { sql } from 'kysely';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { Refusal } from '../../platform/refusal.ts';
import { chooseOrigins } from './choose.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

const daySeconds = 86_400;

/** How often a checkpoint fetches the lists of other provinces: twice within the time for which an answer without a network counts. */
export function foreignPollSeconds({ province }: Pick<Deps, 'province'>): number {
  return Math.max(600, Math.floor(province.checkpoint.asOfLimitSeconds / 2));
}

/** The lists of other provinces that the devices of a venue hold, within what the profile lets them fetch in a day. */
export async function foreignListsFor(
  deps: Deps,
  venueId: string,
): Promise<schemas.CheckpointProfile['foreignStatusLists']> {
  const { rows } = await sql<{
    uri: string;
    origin: string;
    listId: string;
    issued: Date;
    bytes: number;
    seen: Date | null;
  }>`
    select uri, division as origin, list_id as "listId", issued_at as issued, length(token) as bytes, seen_at as seen
      from foreign_status_list
      left join (select division, seen_at from foreign_origin_seen where venue_id = ${venueId}) as seen using (division)
     where expires_at > ${deps.clock.now()} order by uri`.execute(deps.db);
  const origins = [...Map.groupBy(rows, ({ origin }) => origin)].map(([origin, lists]) => ({
    origin,
    bytes: lists.reduce((sum, { bytes }) => sum + bytes, 0),
    seenAt: lists[0]?.seen?.getTime(),
    lists,
  }));
  const perFetch = (deps.province.checkpoint.foreignListBytesPerDay * foreignPollSeconds(deps)) / daySeconds;
  return chooseOrigins(origins, perFetch).map(({ uri, origin, listId, issued }) => ({
    uri,
    origin,
    listId,
    issuedAt: toEdge(issued),
  }));
}

/** A list as the other province signed it. @throws Refusal not-found */
export async function foreignListToken({ db }: Pick<Deps, 'db'>, listId: string): Promise<Bytes> {
  const row = await db
    .selectFrom('foreign_status_list')
    .select(['token', 'issued_at'])
    .where('list_id', '=', listId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not-found');
  return new Bytes(row.token, { etag: `"${listId}-${row.issued_at.getTime()}"`, maxAgeSeconds: 10 });
}
