import { sql } from 'kysely';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { noteDisplays, seenElsewhere } from './displays.ts';
import { textArray } from './scan-writer.ts';

/** What the node found in an uploaded scan. */
export interface VerifiedScan {
  readonly scanId: string;
  readonly scannedAt: Date;
  readonly verdict: string;
  readonly findings: readonly string[];
  readonly issuer: string | null;
  readonly validityDay: string | null;
  readonly idx: number | null;
  readonly displayTime: number | null;
}

/**
 * Enters what was found, once: a scan that has been verified stays as it is. The device's verdict stays beside the node's; the
 * findings of both are kept. A display that was seen at another venue before says so.
 */
export async function enterVerified(tx: Tx, venueId: string, verified: readonly VerifiedScan[]): Promise<void> {
  const scans = verified.map((scan) => ({ ...scan, venueId }));
  const elsewhere = await noteDisplays(tx, 'offline_display', scans);
  for (const scan of await seenElsewhere(tx, 'recent_display', scans)) elsewhere.add(scan);
  const column = <T>(pick: (scan: (typeof scans)[number]) => T): T[] => scans.map(pick);
  const findings = (scan: (typeof scans)[number]) =>
    textArray(elsewhere.has(scan) ? [...scan.findings, 'shown-elsewhere'] : scan.findings);
  const times = scans.map(({ scannedAt }) => scannedAt.getTime());
  // The bounds say the same as the join: they leave the planner only the partitions that matter.
  await sql`
    update scan
       set issuer = found.issuer, validity_day = found.validity_day, idx = found.idx, display_time = found.display_time,
           node_verdict = found.verdict,
           findings = scan.findings || array(select word from unnest(found.findings::text[]) as word where word <> all(scan.findings))
      from unnest(
             ${column((s) => s.scanId)}::uuid[], ${column((s) => s.scannedAt)}::timestamptz[],
             ${column((s) => s.verdict)}::text[], ${column(findings)}::text[], ${column((s) => s.issuer)}::text[],
             ${column((s) => s.validityDay)}::date[], ${column((s) => s.idx)}::bigint[],
             ${column((s) => s.displayTime)}::bigint[]
           ) as found (scan_id, scanned_at, verdict, findings, issuer, validity_day, idx, display_time)
     where scan.venue_id = ${venueId} and scan.scan_id = found.scan_id and scan.scanned_at = found.scanned_at
       and scan.node_verdict is null and not scan.online
       and scan.scanned_at between ${new Date(Math.min(...times))} and ${addSeconds(new Date(Math.max(...times)), 1)}`.execute(
    tx,
  );
  await dropSentTwice(tx, venueId, verified);
}

/** A scan that the node had answered, the answer lost, and that the device then kept as made without a network, is one scan. */
async function dropSentTwice(tx: Tx, venueId: string, verified: readonly VerifiedScan[]): Promise<void> {
  await sql`
    delete from scan
     using unnest(${verified.map(({ scanId }) => scanId)}::uuid[], ${verified.map(({ scannedAt }) => scannedAt)}::timestamptz[])
           as sent (scan_id, scanned_at)
     where scan.venue_id = ${venueId} and scan.scan_id = sent.scan_id and scan.scanned_at = sent.scanned_at and not scan.online
       and exists (
             select from scan known
              where known.venue_id = ${venueId} and known.scan_id = sent.scan_id
                and (known.online or known.scanned_at < sent.scanned_at)
                and known.scanned_at between sent.scanned_at - interval '1 day' and sent.scanned_at + interval '1 day'
              offset 0)`.execute(tx);
}
