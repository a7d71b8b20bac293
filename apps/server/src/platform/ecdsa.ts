import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { PublicKey, Suite, Verifier } from '@tongxing/codec';

interface SuiteChecks {
  readonly verify: Verifier['verify'];
  /** Are these the coordinates of a point of the suite's curve? */
  isPoint(x: Uint8Array, y: Uint8Array): boolean | Promise<boolean>;
}

/**
 * What a node can check; adding a suite is adding a row. ES256 is node:crypto's. SM2-SM3 is the codec's, because node:crypto lets
 * nobody set the user id; it is loaded with the first key that needs it, so a node that never meets one pays nothing.
 */
const suites: Readonly<Record<Suite, SuiteChecks>> = {
  ES256: { verify: verifyEs256, isPoint: isPointOfP256 },
  'SM2-SM3': {
    verify: async (key, message, signature) => (await loadSm2()).verifier.verify(key, message, signature),
    isPoint: async (x, y) => (await loadSm2()).isPoint(x, y),
  },
};

/** Judges signatures of every suite. */
export function createVerifier(): Verifier {
  return {
    suites: Object.keys(suites) as Suite[],
    verify: (key, message, signature) => suites[key.suite].verify(key, message, signature),
  };
}

/** Is this a key of its suite, so that somebody can hold its private half? */
export async function isPublicKey({ suite, x, y }: PublicKey): Promise<boolean> {
  return suites[suite].isPoint(x, y);
}

/** @throws Error for coordinates that are no point of P-256 */
export function importPoint(x: Uint8Array, y: Uint8Array): KeyObject {
  return createPublicKey(subjectPublicKeyInfo(x, y));
}

/** What stands before the coordinates of an uncompressed P-256 point in a SubjectPublicKeyInfo (RFC 5480 §2). */
const header = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');

function subjectPublicKeyInfo(x: Uint8Array, y: Uint8Array) {
  return { key: Buffer.concat([header, x, y]), format: 'der' as const, type: 'spki' as const };
}

function verifyEs256(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // A key that comes once goes in as it is: making an object of it first costs a fifth more.
    const given = 'kid' in key ? { key: importOnce(key) } : subjectPublicKeyInfo(key.x, key.y);
    return verify('sha256', message, { ...given, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // A point that is not on the curve: nothing it signed can be valid.
    return false;
  }
}

function isPointOfP256(x: Uint8Array, y: Uint8Array): boolean {
  try {
    importPoint(x, y);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keys of the trust list come with every scan and are imported once, for as long as the list is held; a holder's key comes once,
 * and remembering it would cost more than it saves.
 */
function importOnce(key: PublicKey): KeyObject {
  const known = trusted.get(key);
  if (known !== undefined) return known;
  const fresh = importPoint(key.x, key.y);
  trusted.set(key, fresh);
  return fresh;
}

const trusted = new WeakMap<PublicKey, KeyObject>();

function loadSm2() {
  return import('@tongxing/codec/sm2-sm3');
}
