import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Notes that a province's code was seen at a venue. */
export type OriginSeen = (venueId: string, division: string, at: Date) => Promise<void>;

/** To the hour is enough, and the scans of a busy door are not held up by it. */
const everyMs = 3_600_000;
const mostRemembered = 10_000;

export function createOriginSeen(db: Db): OriginSeen {
  const noted = new Map<string, number>();
  return async (venueId, division, at) => {
    const key = `${venueId}/${division}`;
    if (Math.abs(at.getTime() - (noted.get(key) ?? -Infinity)) < everyMs) return;
    if (noted.size >= mostRemembered) noted.clear();
    noted.set(key, at.getTime());
    await sql`
      insert into foreign_origin_seen (venue_id, division, seen_at) values (${venueId}, ${division}, ${at})
      on conflict (venue_id, division) do update set seen_at = greatest(foreign_origin_seen.seen_at, excluded.seen_at)`.execute(
      db,
    );
  };
}
