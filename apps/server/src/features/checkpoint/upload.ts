import { decodeCode, type Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { parseStatusPlace } from '../code/index.ts';
import { readBatch } from './batch.ts';
import { findDevice } from './device.ts';
import { insertScans, type Scan } from './scan-writer.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config'> & {
  readonly verifier: Verifier;
};

/** Outside these bounds (milliseconds before the upload) the device's clock was wrong when it scanned. */
const oldest = 30 * 86_400_000;
const newest = -300_000;

/**
 * Takes in scans made without a network. The device's signature over the batch is what is checked now; each scan is stored once,
 * however often the batch comes. @throws Refusal batch-signature-invalid, invalid-input, device-revoked
 */
export async function uploadScans(deps: Deps, device: DevicePrincipal, signed: { payload: string; signature: string }) {
  const { key } = await findDevice(deps, device);
  const bytes = Buffer.from(signed.payload, 'base64url');
  if (!(await deps.verifier.verify(key, bytes, Buffer.from(signed.signature, 'base64url')))) {
    throw new Refusal('batch-signature-invalid');
  }
  const batch = readBatch(bytes);
  const receivedAt = deps.clock.now();
  const scans = batch.scans.map((scan) => toScan(deps, device, scan, receivedAt));
  const added = await transact(deps.db, async (tx) => {
    const stored = await insertScans(tx, scans);
    await tx
      .insertInto('scan_batch')
      .values({
        venue_id: device.venueId,
        batch_id: batch.batchId,
        device_id: device.deviceId,
        received_at: receivedAt,
        size: scans.length,
      })
      .onConflict((conflict) => conflict.columns(['venue_id', 'batch_id']).doNothing())
      .execute();
    return stored;
  });
  return { batchId: batch.batchId, received: scans.length, alreadyKnown: scans.length - added };
}

/** The text of the code is read for its index and then dropped: what is stored names nobody. */
function toScan(deps: Deps, device: DevicePrincipal, scan: schemas.ScanBatch['scans'][number], receivedAt: Date): Scan {
  const scannedAt = new Date(scan.scannedAt);
  const age = receivedAt.getTime() - scannedAt.getTime();
  // Kept all the same: a scan that was made must not be lost because a clock was wrong.
  const plausible = newest <= age && age <= oldest;
  const code = decodeOrNothing(scan.text);
  const place = code && parseStatusPlace(deps, code.strip.claims.status);
  return {
    venueId: device.venueId,
    scanId: scan.scanId,
    deviceId: device.deviceId,
    scannedAt,
    receivedAt,
    online: false,
    issuer: code?.strip.claims.issuer ?? null,
    validityDay: place?.validityDay ?? null,
    idx: place?.idx ?? null,
    displayTime: code?.kind === 'presentation' ? code.displayTime : null,
    verdict: scan.verdict,
    findings: plausible ? scan.findings : [...scan.findings, 'device-clock-wrong'],
  };
}

function decodeOrNothing(text: string) {
  try {
    return decodeCode(text);
  } catch {
    // A scan of something that is no code is a scan all the same.
    return undefined;
  }
}
