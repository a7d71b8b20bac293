import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { Refusal } from '../../platform/refusal.ts';

/** Reads what a device has signed: a batch of scans, JSON in UTF-8. @throws Refusal invalid-input naming the place */
export function readBatch(bytes: Buffer): schemas.ScanBatch {
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'JSON' }] });
  }
  if (Value.Check(schemas.ScanBatch, content)) return requireFindingCodes(content);
  const [first] = Value.Errors(schemas.ScanBatch, content);
  throw new Refusal('invalid-input', {
    errors: [{ path: `/body/payload${first?.instancePath ?? ''}`, rule: first?.keyword ?? 'shape' }],
  });
}

/** Codes are words: a text that the database cannot hold would come back for ever as a failure of ours. */
function requireFindingCodes(batch: schemas.ScanBatch): schemas.ScanBatch {
  const wrong = batch.scans.findIndex(({ findings }) => !findings.every((finding) => /^[a-z0-9-]+$/.test(finding)));
  if (wrong === -1) return batch;
  throw new Refusal('invalid-input', { errors: [{ path: `/body/payload/scans/${wrong}/findings`, rule: 'pattern' }] });
}
