import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import {
  createStatusBits,
  decodeCode,
  DEFAULT_RULES,
  getStatus,
  prepareStrip,
  presentStrip,
  type StatusAnswer,
  verifyCode,
  type VerificationContext,
} from '@tongxing/codec';
import { createVerifier } from '@tongxing/server';
import { createKeyPair, createTrustList, greenClaims, LIST_SIZE, LIST_URI, NOW, signWith } from './province.ts';
import type { BenchResult, Sample } from './result.ts';
import { interleave, judge } from './rounds.ts';

/** A code as scanned, and the same two signatures and key laid out for node:crypto alone. */
interface Presentation {
  readonly text: string;
  readonly strip: { readonly message: Uint8Array; readonly signature: Uint8Array };
  readonly display: { readonly message: Uint8Array; readonly signature: Uint8Array };
  /** SubjectPublicKeyInfo, DER. */
  readonly holder: Buffer;
}

/**
 * B2: presentations verified by the library as a node does (decoding, trust list of 31 provinces, status list of 2^20 entries,
 * both signatures, the holder's key imported, all findings), beside two ECDSA verifications and one P-256 key import of the same
 * bytes by node:crypto. Every presentation has a holder key of its own.
 */
export async function run({ rounds, items }: Sample): Promise<BenchResult[]> {
  const issuer = createKeyPair();
  const presentations = await Promise.all(Array.from({ length: items }, (_, n) => present(issuer, n)));
  const measured = await interleave({ rounds, items }, verifyAll(issuer, presentations), (from, to) => {
    for (let i = from; i < to; i += 1) {
      const { strip, display, holder } = presentations[i]!;
      const key = createPublicKey({ key: holder, format: 'der', type: 'spki' });
      if (!isValid(issuer.publicObject, strip) || !isValid(key, display)) throw new Error(`signature ${i}`);
    }
  });
  const budget = {
    id: 'B2',
    name: 'verify a presentation',
    budget: 0.7,
    unit: 'presentations',
    baseline: 'two ECDSA verifications and one key import',
  };
  return [judge(budget, measured)];
}

/** Verifies presentations as a node does, from and to a position. */
export function verifyAll(
  issuer: ReturnType<typeof createKeyPair>,
  presentations: readonly Pick<Presentation, 'text'>[],
): (from: number, to: number) => Promise<void> {
  const context = createContext(issuer);
  const verifier = createVerifier();
  return async (from, to) => {
    for (let i = from; i < to; i += 1) {
      const { verdict } = await verifyCode(presentations[i]!.text, context, verifier);
      if (verdict !== 'pass') throw new Error(`presentation ${i}: ${verdict}`);
    }
  };
}

export async function present(issuer: ReturnType<typeof createKeyPair>, n: number): Promise<Presentation> {
  const holder = createKeyPair();
  const prepared = prepareStrip(greenClaims(holder.publicKey, n), { suite: 'ES256', kid: issuer.kid });
  const strip = prepared.finish(signWith(issuer, prepared.toBeSigned));
  const text = await presentStrip(strip, NOW - (n % 60), (message) => signWith(holder, message));
  const decoded = decodeCode(text);
  if (decoded.kind !== 'presentation') throw new Error('not a presentation');
  return {
    text,
    strip: { message: decoded.strip.toBeSigned, signature: decoded.strip.signature },
    display: { message: decoded.toBeSigned, signature: decoded.signature },
    holder: holder.publicObject.export({ format: 'der', type: 'spki' }),
  };
}

export function isValid(key: KeyObject, { message, signature }: Presentation['strip']): boolean {
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** A checkpoint in Jinan that has taken in the day's status list. */
function createContext(issuer: ReturnType<typeof createKeyPair>): VerificationContext {
  const lists = new Map([[LIST_URI, createStatusBits(LIST_SIZE, 2)]]);
  return {
    now: NOW,
    division: '370102',
    trustList: createTrustList(issuer),
    statusOf(uri, idx) {
      const list = lists.get(uri);
      if (list === undefined) return undefined;
      return { status: getStatus(list, idx) as StatusAnswer['status'], asOf: NOW - 300, expiresAt: NOW + 80_000 };
    },
    rules: DEFAULT_RULES,
  };
}
