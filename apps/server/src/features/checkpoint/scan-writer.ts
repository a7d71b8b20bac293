import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import type { Db } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';

export interface Scan {
  readonly venueId: string;
  readonly scanId: string;
  readonly deviceId: string;
  readonly scannedAt: Date;
  readonly receivedAt: Date;
  readonly online: boolean;
  readonly issuer: string | null;
  readonly validityDay: string | null;
  readonly idx: number | null;
  readonly displayTime: number | null;
  readonly verdict: string;
  /** Words of small letters, digits and hyphens. */
  readonly findings: readonly string[];
}

export interface Written {
  /** The same display was seen at another venue within the two windows. */
  readonly shownElsewhere: boolean;
}

/** Stores scans so that each is durable when the returned promise resolves. */
export interface ScanWriter {
  write(scan: Scan): Promise<Written>;
}

/** Writes scans in micro-batches: one statement for all that have arrived, which commits by itself, and only then their answers. */
export function createScanWriter(db: Db): ScanWriter {
  const write = inBatches(async (scans: readonly Scan[]) => {
    const elsewhere = await writeBatch(db, scans);
    return scans.map((_, position) => ({ shownElsewhere: elsewhere.has(position) }));
  });
  return { write };
}

/** Within so many milliseconds a scan that is sent again, its answer lost, is known. */
const rememberedFor = 86_400_000;

/**
 * Keeps where each display was seen first and inserts the scans that are not there yet, with that finding where it was at another
 * venue. Answers the positions of those. A display that is known is "updated" to what it is: only so does the statement tell its
 * venue even when another process has just entered it; in one order, so that two processes never wait for each other.
 */
async function writeBatch(db: Db, scans: readonly Scan[]): Promise<Set<number>> {
  const column = <T>(pick: (scan: Scan) => T): T[] => scans.map(pick);
  const times = scans.map(({ scannedAt }) => scannedAt.getTime());
  // The outer bounds of the search repeat the inner ones: they leave the planner only the partitions that matter. The offset keeps it
  // from joining: each scan is looked for by its key, however many there are.
  const earliest = new Date(Math.min(...times) - rememberedFor);
  const latest = new Date(Math.max(...times) + rememberedFor);
  const { rows } = await sql<{ position: number }>`${prepared}
    with come as materialized (
      select * from unnest(
        ${column((s) => s.venueId)}::uuid[], ${column((s) => s.scanId)}::uuid[], ${column((s) => s.scannedAt)}::timestamptz[],
        ${column((s) => s.deviceId)}::uuid[], ${column((s) => s.receivedAt)}::timestamptz[],
        ${column((s) => s.online)}::boolean[], ${column((s) => s.issuer)}::text[],
        ${column((s) => s.validityDay)}::date[], ${column((s) => s.idx)}::bigint[],
        ${column((s) => s.displayTime)}::bigint[], ${column((s) => s.verdict)}::text[],
        ${column((s) => textArray(s.findings))}::text[]
      ) with ordinality as s (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx,
                              display_time, verdict, findings, position)),
    shown as (
      insert into recent_display (validity_day, idx, display_time, venue_id, seen_at)
      select distinct on (validity_day, idx, display_time) validity_day, idx, display_time, venue_id, scanned_at
        from come where validity_day is not null and idx is not null and display_time is not null
       order by validity_day, idx, display_time, position
      on conflict (validity_day, idx, display_time) do update set seen_at = recent_display.seen_at
      returning validity_day, idx, display_time, venue_id),
    judged as (
      select come.*, coalesce(shown.venue_id <> come.venue_id, false) as elsewhere
        from come left join shown using (validity_day, idx, display_time)),
    stored as (
      insert into scan (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx,
                        display_time, verdict, findings)
      select venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time, verdict,
             case when elsewhere then findings::text[] || 'shown-elsewhere'::text else findings::text[] end
        from judged
       where not exists (
               select from scan known
                where known.venue_id = judged.venue_id and known.scan_id = judged.scan_id
                  and known.scanned_at between judged.scanned_at - interval '1 day' and judged.scanned_at + interval '1 day'
                  and known.scanned_at between ${earliest} and ${latest} offset 0)
      on conflict do nothing)
    select position from judged where elsewhere`.execute(db);
  return new Set(rows.map(({ position }) => position - 1));
}

/** Words as PostgreSQL writes an array of them: an array within an array would be flattened by unnest. */
export function textArray(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}
