import { sql, type RawBuilder } from 'kysely';
import { transact, type Db, type Tx } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { prepared } from '../../platform/prepared.ts';
import { textArray } from './scan-writer.ts';
import { insertChecks, type UploadedCheck } from './uploaded-checks.ts';
import { insertRegistrations, type SealedRegistration } from './uploaded-registrations.ts';

/** A scan as the device judged it. */
export interface UploadedScan {
  readonly scanId: string;
  readonly scannedAt: Date;
  readonly verdict: string;
  readonly findings: readonly string[];
}

export interface Upload {
  readonly device: DevicePrincipal;
  readonly batchId: string;
  /** Of the batch in the backlog: a device may send other scans under the id of an earlier batch. */
  readonly uploadId: string;
  readonly scans: readonly UploadedScan[];
  readonly checks: readonly UploadedCheck[];
  readonly registrations: readonly SealedRegistration[];
  /** The batch with the texts of the codes. */
  readonly sealed: Buffer;
  readonly receivedAt: Date;
}

/**
 * Stores a batch, its scans, what else is in it, and its place in the backlog, together; answers how many scans were new. What the codes say is entered
 * when they have been verified. Nearly always all are new, and one plain statement does it; only when the database finds that one
 * is there already is each of them looked at.
 */
export async function storeUpload(db: Db, upload: Upload): Promise<number> {
  try {
    const backlog = upload.scans.length > 0 ? [insertBacklog(upload)] : [];
    const parts = [insertBatch(upload), ...backlog, ...insertOthers(upload)];
    const named = parts.map((part, position) => sql`${sql.ref(`part_${position}`)} as (${part})`);
    await sql`${prepared} with ${sql.join(named)} ${insertScans(upload)}`.execute(db);
    return upload.scans.length;
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    return transact(db, (tx) => storeNew(tx, upload));
  }
}

/** PostgreSQL's error code, appendix A of its manual. */
const uniqueViolation = '23505';

async function storeNew(tx: Tx, upload: Upload): Promise<number> {
  const { numAffectedRows = 0n } = await sql`${insertScans(upload)} on conflict do nothing`.execute(tx);
  for (const part of insertOthers(upload)) await sql`${part} on conflict do nothing`.execute(tx);
  await insertBatch(upload).execute(tx);
  if (numAffectedRows > 0n) await insertBacklog(upload).execute(tx);
  return Number(numAffectedRows);
}

function insertScans({ device, scans, receivedAt }: Upload) {
  return sql`
    insert into scan (venue_id, scan_id, scanned_at, device_id, received_at, online, verdict, findings)
    select ${device.venueId}, scan_id, scanned_at, ${device.deviceId}, ${receivedAt}, false, verdict, findings::text[]
      from unnest(
        ${textArray(scans.map(({ scanId }) => scanId))}::uuid[], ${scans.map(({ scannedAt }) => scannedAt)}::timestamptz[],
        ${textArray(scans.map(({ verdict }) => verdict))}::text[],
        ${textArray(scans.map(({ findings }) => `"${textArray(findings)}"`))}::text[]
      ) as s (scan_id, scanned_at, verdict, findings)`;
}

/** Of what a batch holds beside scans, the kinds that are in it. */
function insertOthers({ device, checks, registrations, receivedAt }: Upload): RawBuilder<unknown>[] {
  return [
    ...(checks.length > 0 ? [insertChecks(device, checks, receivedAt)] : []),
    ...(registrations.length > 0 ? [insertRegistrations(device, registrations, receivedAt)] : []),
  ];
}

function insertBatch({ device, batchId, scans, receivedAt }: Upload) {
  return sql`
    insert into scan_batch (venue_id, batch_id, device_id, received_at, size)
    values (${device.venueId}, ${batchId}, ${device.deviceId}, ${receivedAt}, ${scans.length})
    on conflict (venue_id, batch_id) do nothing`;
}

function insertBacklog({ device, uploadId, scans, sealed, receivedAt }: Upload) {
  return sql`
    insert into scan_unverified (venue_id, upload_id, received_at, size, batch_sealed, due_at, attempts)
    values (${device.venueId}, ${uploadId}, ${receivedAt}, ${scans.length}, ${sealed}, ${receivedAt}, 0)`;
}
