import { schemas } from '@tongxing/contract';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../platform/refusal.ts';

const shape = Compile(schemas.ScanBatch);

/**
 * The bytes of base64url without padding (RFC 4648 §5). Node's decoder passes over what it does not know, so that too few bytes tell of
 * it; it also takes the two characters of the other alphabet. @throws Refusal invalid-input
 */
export function decodePayload(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const whole = text.length % 4 !== 1 && bytes.length === Math.floor((text.length * 3) / 4);
  if (whole && !text.includes('+') && !text.includes('/')) return bytes;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'contentEncoding' }] });
}

/** Reads what a device has signed: a batch of scans in JSON. @throws Refusal invalid-input naming the place */
export function readBatch(text: string): schemas.ScanBatch {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'JSON' }] });
  }
  if (shape.Check(content)) return requireFindingCodes(requireSomething(content));
  const [first] = shape.Errors(content);
  throw new Refusal('invalid-input', {
    errors: [{ path: `/body/payload${first?.instancePath ?? ''}`, rule: first?.keyword ?? 'shape' }],
  });
}

function requireSomething(batch: schemas.ScanBatch): schemas.ScanBatch {
  const { scans, checks = [], manualRegistrations = [] } = batch;
  if (scans.length + checks.length + manualRegistrations.length > 0) return batch;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/payload/scans', rule: 'minItems' }] });
}

/** Codes are words: a text that the database cannot hold would come back for ever as a failure of ours. */
function requireFindingCodes(batch: schemas.ScanBatch): schemas.ScanBatch {
  for (const part of ['scans', 'checks'] as const) {
    const wrong = batch[part]?.findIndex(({ findings }) => !findings.every((finding) => /^[a-z0-9-]+$/.test(finding)));
    if (wrong === undefined || wrong === -1) continue;
    const path = `/body/payload/${part}/${wrong}/findings`;
    throw new Refusal('invalid-input', { errors: [{ path, rule: 'pattern' }] });
  }
  return batch;
}
