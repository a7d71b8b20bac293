import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import { transact, type Db } from '../../platform/db.ts';
import { noteDisplays } from './displays.ts';

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

/** Writes scans in micro-batches: one INSERT and one commit for all that have arrived, and only then their answers. */
export function createScanWriter(db: Db): ScanWriter {
  const write = inBatches(async (scans: readonly Scan[]) => {
    const elsewhere = await writeBatch(db, scans);
    return scans.map((scan) => ({ shownElsewhere: elsewhere.has(scan) }));
  });
  return { write };
}

/** One transaction for the batch. Answers the scans whose display was seen elsewhere, which are stored with that finding. */
function writeBatch(db: Db, scans: readonly Scan[]): Promise<Set<Scan>> {
  return transact(db, async (tx) => {
    const elsewhere = await noteDisplays(tx, 'recent_display', scans);
    const found = scans.map((scan) =>
      elsewhere.has(scan) ? { ...scan, findings: [...scan.findings, 'shown-elsewhere'] } : scan,
    );
    await insertScans(tx, found);
    return elsewhere;
  });
}

/** Within so many milliseconds a scan that is sent again, its answer lost, is known. */
const rememberedFor = 86_400_000;

/** Inserts scans that are not there yet; answers how many were new. */
export async function insertScans(db: Db, scans: readonly Scan[]): Promise<number> {
  const column = <T>(pick: (scan: Scan) => T): T[] => scans.map(pick);
  const times = scans.map(({ scannedAt }) => scannedAt.getTime());
  // The outer bounds of the search repeat the inner ones: they leave the planner only the partitions that matter.
  const earliest = new Date(Math.min(...times) - rememberedFor);
  const latest = new Date(Math.max(...times) + rememberedFor);
  const result = await sql`
    insert into scan (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time,
                      verdict, findings)
    select venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time, verdict,
           findings::text[]
      from unnest(
        ${column((s) => s.venueId)}::uuid[], ${column((s) => s.scanId)}::uuid[], ${column((s) => s.scannedAt)}::timestamptz[],
        ${column((s) => s.deviceId)}::uuid[], ${column((s) => s.receivedAt)}::timestamptz[],
        ${column((s) => s.online)}::boolean[], ${column((s) => s.issuer)}::text[],
        ${column((s) => s.validityDay)}::date[], ${column((s) => s.idx)}::bigint[],
        ${column((s) => s.displayTime)}::bigint[], ${column((s) => s.verdict)}::text[],
        ${column((s) => textArray(s.findings))}::text[]
      ) as s (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time, verdict,
              findings)
     where not exists (
             select from scan known
              where known.venue_id = s.venue_id and known.scan_id = s.scan_id
                and known.scanned_at between s.scanned_at - interval '1 day' and s.scanned_at + interval '1 day'
                and known.scanned_at between ${earliest} and ${latest})
    on conflict do nothing`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

/** Words as PostgreSQL writes an array of them: an array within an array would be flattened by unnest. */
export function textArray(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}
