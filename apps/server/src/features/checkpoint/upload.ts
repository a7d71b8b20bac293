import type { Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { doorCheck } from '../../door-check.ts';
import type { NodeContext } from '../../node-context.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { openSigned, readBatch } from './batch.ts';
import { reviewChecks } from './uploaded-checks.ts';
import { sealRegistration } from './uploaded-registrations.ts';
import { storeUpload, type UploadedScan } from './uploaded-scans.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & { readonly verifier: Verifier };

/** Outside these bounds (milliseconds before the upload) the device's clock was wrong when it scanned. */
export const oldestUpload = 30 * 86_400_000;
const newestUpload = -300_000;

/**
 * Takes in scans made without a network, with the checks they belong to and who was registered by hand. The device's signature over the batch is checked now, and each scan stored once, as the
 * device judged it, however often the batch comes. The texts of the codes are kept sealed until each has been verified
 * (`verifyUploads`): the receipt does not wait for that. @throws Refusal batch-signature-invalid, invalid-input, device-revoked
 */
export async function uploadScans(deps: Deps, device: DevicePrincipal, signed: { payload: string; signature: string }) {
  const bytes = await openSigned(deps, device, signed);
  const text = bytes.toString('utf8');
  const batch = readBatch(text);
  const receivedAt = deps.clock.now();
  const scans = batch.scans.map((scan) => toScan(scan, receivedAt));
  const check = doorCheck(deps.province, device.placeType);
  const checks = (await reviewChecks(deps.db, device, check, batch)).map((each) =>
    markClock(each, each.checkedAt, receivedAt),
  );
  const registrations = (batch.manualRegistrations ?? []).map((each) => sealRegistration(deps, each));
  const { batchId } = batch;
  const sealed = deps.seal.seal('scan-batch', bytes);
  const uploadId = newId(receivedAt);
  const added = await storeUpload(deps.db, {
    device,
    batchId,
    uploadId,
    scans,
    checks,
    registrations,
    sealed,
    receivedAt,
  });
  return { batchId, received: scans.length, alreadyKnown: scans.length - added };
}

function toScan(scan: schemas.ScanBatch['scans'][number], receivedAt: Date): UploadedScan {
  const { scanId, verdict, findings } = markClock(scan, scan.scannedAt, receivedAt);
  return { scanId, scannedAt: new Date(scan.scannedAt), verdict, findings };
}

/** Kept all the same: what was seen at a door must not be lost because a clock was wrong. */
function markClock<T extends { readonly findings: readonly string[] }>(seen: T, at: string, receivedAt: Date): T {
  const age = receivedAt.getTime() - Date.parse(at);
  const plausible = newestUpload <= age && age <= oldestUpload;
  return plausible ? seen : { ...seen, findings: [...seen.findings, 'device-clock-wrong'] };
}
