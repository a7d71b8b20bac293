import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { textArray } from './scan-writer.ts';

/** A scan as the device judged it. */
export interface UploadedScan {
  readonly scanId: string;
  readonly scannedAt: Date;
  readonly verdict: string;
  readonly findings: readonly string[];
}

/** Within so many milliseconds a scan with the same id is the same scan. */
const rememberedFor = 86_400_000;

/** Inserts scans that are not there yet; answers how many were new. What the code says is entered when it has been verified. */
export async function insertUploaded(
  tx: Tx,
  device: DevicePrincipal,
  scans: readonly UploadedScan[],
  receivedAt: Date,
): Promise<number> {
  const times = scans.map(({ scannedAt }) => scannedAt.getTime());
  // The outer bounds of the search repeat the inner ones: they leave the planner only the partitions that matter.
  const earliest = new Date(Math.min(...times) - rememberedFor);
  const latest = new Date(Math.max(...times) + rememberedFor);
  const result = await sql`
    insert into scan (venue_id, scan_id, scanned_at, device_id, received_at, online, verdict, findings)
    select ${device.venueId}, scan_id, scanned_at, ${device.deviceId}, ${receivedAt}, false, verdict, findings::text[]
      from unnest(
        ${scans.map(({ scanId }) => scanId)}::uuid[], ${scans.map(({ scannedAt }) => scannedAt)}::timestamptz[],
        ${scans.map(({ verdict }) => verdict)}::text[], ${scans.map(({ findings }) => textArray(findings))}::text[]
      ) as s (scan_id, scanned_at, verdict, findings)
     where not exists (
             select from scan known
              where known.venue_id = ${device.venueId} and known.scan_id = s.scan_id
                and known.scanned_at between s.scanned_at - interval '1 day' and s.scanned_at + interval '1 day'
                and known.scanned_at between ${earliest} and ${latest})
    on conflict do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
