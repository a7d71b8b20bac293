import { sql, type RawBuilder } from 'kysely';
import type { schemas } from '@tongxing/contract';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { type AnsweredScan, contradictsItself } from './check-review.ts';

/** A check as the device has it, with what the node adds to its findings. */
export type UploadedCheck = schemas.CheckRecord;

/**
 * Marks the checks that cannot have been passed as they say (`verdict-differs`): they are kept like all others. A code that was scanned
 * with a network, or came in an earlier batch, is looked up; so is who was registered by hand.
 */
export async function reviewChecks(
  read: Read,
  { venueId }: DevicePrincipal,
  check: schemas.DoorCheck,
  { scans, checks = [], manualRegistrations = [] }: schemas.ScanBatch,
): Promise<UploadedCheck[]> {
  if (checks.length === 0) return [];
  const here = new Map<string, AnsweredScan>(scans.map((scan) => [scan.scanId, scan]));
  const known = await answeredScans(
    read,
    venueId,
    checks.filter(({ scanId }) => scanId !== null && !here.has(scanId)),
  );
  const byHand = checks.filter(({ basis }) => basis === 'manual').map(({ checkId }) => checkId);
  const registered = new Set([
    ...manualRegistrations.map(({ checkId }) => checkId),
    ...(await registeredBefore(read, venueId, byHand)),
  ]);
  return checks.map((record) => {
    const scan = record.scanId === null ? undefined : (here.get(record.scanId) ?? known.get(record.scanId));
    const contradicts = contradictsItself(check, record, scan, registered.has(record.checkId));
    return contradicts ? { ...record, findings: [...record.findings, 'verdict-differs'] } : record;
  });
}

/** How codes were answered at a venue. The bounds leave the planner only the partitions that matter. */
async function answeredScans(
  read: Read,
  venueId: string,
  checks: readonly schemas.CheckRecord[],
): Promise<ReadonlyMap<string, AnsweredScan>> {
  if (checks.length === 0) return new Map();
  const times = checks.map(({ checkedAt }) => Date.parse(checkedAt));
  const rows = await read
    .selectFrom('scan')
    .select(['scan_id', 'verdict', 'findings'])
    .where('venue_id', '=', venueId)
    .where('scan_id', '=', sql<string>`any(${checks.map(({ scanId }) => scanId)}::uuid[])`)
    .where('scanned_at', '>=', addSeconds(new Date(Math.min(...times)), -86_400))
    .where('scanned_at', '<=', addSeconds(new Date(Math.max(...times)), 86_400))
    .execute();
  return new Map(rows.map((row) => [row.scan_id, row as AnsweredScan]));
}

/** Somebody is registered at once, and her check ends when its steps are done: between them a batch may go. */
async function registeredBefore(read: Read, venueId: string, checkIds: readonly string[]): Promise<string[]> {
  if (checkIds.length === 0) return [];
  const rows = await read
    .selectFrom('manual_registration')
    .select('check_id')
    .where('venue_id', '=', venueId)
    .where('check_id', '=', sql<string>`any(${checkIds}::uuid[])`)
    .execute();
  return rows.map((row) => row.check_id);
}

export function insertChecks(
  { venueId, deviceId }: DevicePrincipal,
  checks: readonly UploadedCheck[],
  receivedAt: Date,
): RawBuilder<unknown> {
  const rows = checks.map(({ document, paperTest, ...check }) => ({
    check_id: check.checkId,
    checked_at: check.checkedAt,
    shift_id: check.shiftId,
    scan_id: check.scanId,
    basis: check.basis,
    identity_outcome: document?.outcome ?? null,
    identity_way: document?.way ?? null,
    temperature: check.temperature,
    verdict: check.verdict,
    findings: check.findings,
    paper_sampled_at: paperTest?.sampledAt ?? null,
    paper_result: paperTest?.result ?? null,
    paper_institution: paperTest?.institution ?? null,
  }));
  return sql`
    insert into door_check (venue_id, device_id, received_at, check_id, checked_at, shift_id, scan_id, basis, identity_outcome,
                            identity_way, temperature, verdict, findings, paper_sampled_at, paper_result, paper_institution)
    select ${venueId}::uuid, ${deviceId}::uuid, ${receivedAt}::timestamptz, c.*
      from json_to_recordset(${JSON.stringify(rows)}::json) as c (
             check_id uuid, checked_at timestamptz, shift_id uuid, scan_id uuid, basis text, identity_outcome text,
             identity_way text, temperature text, verdict text, findings text[], paper_sampled_at timestamptz,
             paper_result text, paper_institution text)`;
}
