import type { Verifier } from '@tongxing/codec';
import { schemas } from '@tongxing/contract';
import type { Static, TProperties, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';

const shape = Compile(schemas.ScanBatch);

/**
 * The bytes of base64url without padding (RFC 4648 §5). Node's decoder passes over what it does not know, so that too few bytes tell of
 * it; it also takes the two characters of the other alphabet. @throws Refusal invalid-input
 */
function decodePayload(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const whole = text.length % 4 !== 1 && bytes.length === Math.floor((text.length * 3) / 4);
  if (whole && !text.includes('+') && !text.includes('/')) return bytes;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'contentEncoding' }] });
}

interface Signed {
  readonly payload: string;
  readonly signature: string;
}

/** What a device has signed with the key that it was enrolled with. @throws Refusal invalid-input, batch-signature-invalid */
export async function openSigned(
  { verifier }: { readonly verifier: Verifier },
  { publicKey }: Pick<DevicePrincipal, 'publicKey'>,
  { payload, signature }: Signed,
): Promise<Buffer> {
  const bytes = decodePayload(payload);
  const key = { suite: 'ES256' as const, x: publicKey.subarray(0, 32), y: publicKey.subarray(32) };
  if (await verifier.verify(key, bytes, Buffer.from(signature, 'base64url'))) return bytes;
  throw new Refusal('batch-signature-invalid');
}

/** Reads what a device has signed: a batch of scans in JSON. @throws Refusal invalid-input naming the place */
export function readBatch(text: string): schemas.ScanBatch {
  return requireFindingCodes(requireSomething(readSigned(shape, text)));
}

/** Reads signed JSON of a shape. @throws Refusal invalid-input naming the place */
export function readSigned<T extends TSchema>(wanted: Validator<TProperties, T>, text: string): Static<T> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/payload', rule: 'JSON' }] });
  }
  if (wanted.Check(content)) return content;
  const [first] = wanted.Errors(content);
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
