import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { Tick } from '../../platform/jobs.ts';
import type { Scan } from './scan-writer.ts';

/** Keeps where each display was seen first. Answers the scans whose display was seen at another venue before. */
export async function noteDisplays(tx: Tx, scans: readonly Scan[]): Promise<Set<Scan>> {
  const displays = scans.flatMap((scan) => {
    const { validityDay, idx, displayTime } = scan;
    return validityDay === null || idx === null || displayTime === null
      ? []
      : [{ scan, validityDay, idx, displayTime }];
  });
  if (displays.length === 0) return new Set();
  const days = displays.map((display) => display.validityDay);
  const indices = displays.map((display) => display.idx);
  const times = displays.map((display) => display.displayTime);
  await sql`
    insert into recent_display (validity_day, idx, display_time, venue_id, seen_at)
    select * from unnest(${days}::date[], ${indices}::bigint[], ${times}::bigint[],
                         ${displays.map(({ scan }) => scan.venueId)}::uuid[],
                         ${displays.map(({ scan }) => scan.scannedAt)}::timestamptz[])
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ venueId: string }>`
    select recent_display.venue_id as "venueId"
      from unnest(${days}::date[], ${indices}::bigint[], ${times}::bigint[])
           with ordinality as shown (validity_day, idx, display_time, position)
      join recent_display using (validity_day, idx, display_time)
     order by position`.execute(tx);
  return new Set(
    displays.filter(({ scan }, position) => rows[position]?.venueId !== scan.venueId).map(({ scan }) => scan),
  );
}

/** Forgets displays that are older than two windows: by then the display is stale everywhere. */
export function checkpointTicks(deps: Pick<NodeContext, 'db' | 'province'>): Tick[] {
  const { displayPastSeconds, displayFutureSeconds } = deps.province.checkpoint;
  const kept = 2 * (displayPastSeconds + displayFutureSeconds);
  return [
    {
      name: 'checkpoint.displays',
      everySeconds: 60,
      async run(now) {
        await deps.db.deleteFrom('recent_display').where('seen_at', '<', addSeconds(now, -kept)).execute();
      },
    },
  ];
}
