import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';

/** A display seen at a venue; without all three of day, index and time there is nothing to compare. */
export interface SeenDisplay {
  readonly venueId: string;
  readonly scannedAt: Date;
  readonly validityDay: string | null;
  readonly idx: number | null;
  readonly displayTime: number | null;
}

/** `recent_display` for scans with a network, as they come; `offline_display` for those that are uploaded later. */
type Table = 'recent_display' | 'offline_display';

/** Keeps where each display was seen first. Answers the scans whose display was seen at another venue before. */
export async function noteDisplays<Scan extends SeenDisplay>(
  tx: Tx,
  table: Table,
  scans: readonly Scan[],
): Promise<Set<Scan>> {
  const shown = scans.filter(hasDisplay);
  if (shown.length === 0) return new Set();
  await sql`${prepared}
    insert into ${sql.table(table)} (validity_day, idx, display_time, venue_id, seen_at)
    select * from unnest(${shown.map(({ validityDay }) => validityDay)}::date[], ${shown.map(({ idx }) => idx)}::bigint[],
                         ${shown.map(({ displayTime }) => displayTime)}::bigint[],
                         ${shown.map(({ venueId }) => venueId)}::uuid[],
                         ${shown.map(({ scannedAt }) => scannedAt)}::timestamptz[])
    on conflict do nothing`.execute(tx);
  return seenElsewhere(tx, table, shown);
}

/** The scans whose display stands in the table under another venue. */
export async function seenElsewhere<Scan extends SeenDisplay>(
  tx: Tx,
  table: Table,
  scans: readonly Scan[],
): Promise<Set<Scan>> {
  const shown = scans.filter(hasDisplay);
  if (shown.length === 0) return new Set();
  const { rows } = await sql<{ position: number }>`${prepared}
    select position
      from unnest(${shown.map(({ validityDay }) => validityDay)}::date[], ${shown.map(({ idx }) => idx)}::bigint[],
                  ${shown.map(({ displayTime }) => displayTime)}::bigint[], ${shown.map(({ venueId }) => venueId)}::uuid[])
           with ordinality as shown (validity_day, idx, display_time, venue_id, position)
      join ${sql.table(table)} as seen using (validity_day, idx, display_time)
     where seen.venue_id <> shown.venue_id`.execute(tx);
  return new Set(rows.map(({ position }) => shown[position - 1] as Scan));
}

function hasDisplay({ validityDay, idx, displayTime }: SeenDisplay): boolean {
  return validityDay !== null && idx !== null && displayTime !== null;
}
