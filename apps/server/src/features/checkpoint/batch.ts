import { schemas } from '@tongxing/contract';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../platform/refusal.ts';

const shape = Compile(schemas.ScanBatch);

/** Reads what a device has signed: a batch of scans in JSON. @throws Refusal invalid-input naming the place */
export function readBatch(text: string): schemas.ScanBatch {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'JSON' }] });
  }
  if (shape.Check(content)) return requireFindingCodes(content);
  const [first] = shape.Errors(content);
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
