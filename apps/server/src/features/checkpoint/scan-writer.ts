import { sql } from 'kysely';
import { transact, type Db } from '../../platform/db.ts';
import { noteDisplays } from './recent-display.ts';

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

/** Scans that arrive while a batch is being written make up the next one; a batch takes this many at most. */
const batchSize = 500;

/**
 * Writes scans in micro-batches: one INSERT and one commit for all that have arrived, and only then their answers. There is no
 * timer: an idle node writes a scan at once, a busy one writes larger batches.
 */
export function createScanWriter(db: Db): ScanWriter {
  interface Waiting {
    scan: Scan;
    resolve: (written: Written) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      waiting = waiting.slice(batchSize);
      try {
        const elsewhere = await writeBatch(
          db,
          batch.map((entry) => entry.scan),
        );
        for (const { scan, resolve } of batch) resolve({ shownElsewhere: elsewhere.has(scan) });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    writing = false;
  }

  return {
    write: (scan) =>
      new Promise((resolve, reject) => {
        waiting.push({ scan, resolve, reject });
        if (!writing) void drain();
      }),
  };
}

/** One transaction for the batch. Answers the scans whose display was seen elsewhere, which are stored with that finding. */
function writeBatch(db: Db, scans: readonly Scan[]): Promise<Set<Scan>> {
  return transact(db, async (tx) => {
    const elsewhere = await noteDisplays(tx, scans);
    const found = scans.map((scan) =>
      elsewhere.has(scan) ? { ...scan, findings: [...scan.findings, 'shown-elsewhere'] } : scan,
    );
    await insertScans(tx, found);
    return elsewhere;
  });
}

/** Inserts scans that are not there yet; answers how many were new. One that is sent again within a day, its answer lost, is known. */
export async function insertScans(db: Db, scans: readonly Scan[]): Promise<number> {
  const column = <T>(pick: (scan: Scan) => T): T[] => scans.map(pick);
  // The findings of a scan are an array themselves, which unnest would flatten: they travel as JSON.
  const result = await sql`
    insert into scan (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time,
                      verdict, findings)
    select venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time, verdict,
           array(select jsonb_array_elements_text(findings))
      from unnest(
        ${column((s) => s.venueId)}::uuid[], ${column((s) => s.scanId)}::uuid[], ${column((s) => s.scannedAt)}::timestamptz[],
        ${column((s) => s.deviceId)}::uuid[], ${column((s) => s.receivedAt)}::timestamptz[],
        ${column((s) => s.online)}::boolean[], ${column((s) => s.issuer)}::text[],
        ${column((s) => s.validityDay)}::date[], ${column((s) => s.idx)}::bigint[],
        ${column((s) => s.displayTime)}::bigint[], ${column((s) => s.verdict)}::text[],
        ${column((s) => JSON.stringify(s.findings))}::jsonb[]
      ) as s (venue_id, scan_id, scanned_at, device_id, received_at, online, issuer, validity_day, idx, display_time, verdict,
              findings)
     where not exists (
             select from scan known
              where known.venue_id = s.venue_id and known.scan_id = s.scan_id
                and known.scanned_at between s.scanned_at - interval '1 day' and s.scanned_at + interval '1 day')
    on conflict do nothing`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
