import type { KeyObject } from 'node:crypto';
import type { TrustedNode } from '@tongxing/codec';
import { schemas } from '@tongxing/contract';
import { errors, jwtVerify } from 'jose';
import { Value } from 'typebox/value';
import { toUnix } from '../../platform/clock.ts';
import { importPoint } from '../../platform/ecdsa.ts';
import { subjectHash } from './attest.ts';
import { federationKeyOf } from './peer.ts';

type TrustedKey = TrustedNode['keys'][number];

/** Why an attestation is not believed. */
export type AttestationFault =
  | 'malformed'
  | 'algorithm-not-allowed'
  | 'unknown-key'
  | 'bad-signature'
  | 'wrong-type'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'from-the-future'
  | 'expired'
  | 'lifetime-too-long'
  | 'another-request'
  | 'another-subject';

export class AttestationError extends Error {
  override readonly name = 'AttestationError';
  readonly code: AttestationFault;

  constructor(code: AttestationFault, options?: ErrorOptions) {
    super(`the attestation is not believed: ${code}`, options);
    this.code = code;
  }
}

/** What was asked, of whom, by whom; and the time. */
export interface AttestationQuestion {
  readonly origin: TrustedNode;
  /** The division that asked. */
  readonly audience: string;
  readonly requestId: string;
  readonly subject: schemas.Subject;
  readonly now: Date;
}

/** Seconds. */
const longestLifetime = 600;
const clockTolerance = 30;

/**
 * Reads an attestation (compact JWS, RFC 7515): signed by a federation key of the origin, typed, meant for the one who asked, in
 * force, and about this subject of this request.
 * @throws AttestationError
 */
export async function readAttestation(
  attestation: string,
  question: AttestationQuestion,
): Promise<schemas.AttestationClaims> {
  const claims = await verify(attestation, question).catch((error: unknown) => {
    throw error instanceof AttestationError ? error : new AttestationError(faultOf(error), { cause: error });
  });
  if (!Value.Check(schemas.AttestationClaims, claims)) throw new AttestationError('malformed');
  // A clock that is a little behind may see a question answered in its future; nobody needs an answer that is over.
  if (claims.exp <= toUnix(question.now)) throw new AttestationError('expired');
  if (claims.exp - claims.iat > longestLifetime) throw new AttestationError('lifetime-too-long');
  if (claims.requestId !== question.requestId) throw new AttestationError('another-request');
  if (claims.subjectHash !== subjectHash(question.subject)) throw new AttestationError('another-subject');
  return claims;
}

async function verify(attestation: string, { origin, audience, now }: AttestationQuestion): Promise<unknown> {
  const { payload } = await jwtVerify(
    attestation,
    ({ kid = '' }) => {
      const key = federationKeyOf(origin, kid, now);
      if (key === undefined) throw new AttestationError('unknown-key');
      return importOnce(key);
    },
    {
      // Exactly one algorithm: neither none, nor a MAC with the public key as its secret.
      algorithms: ['ES256'],
      typ: 'tongxing-attestation+jwt',
      issuer: origin.division,
      audience,
      currentDate: now,
      clockTolerance,
      maxTokenAge: longestLifetime,
    },
  );
  return payload;
}

/** A key of the trust list is imported once, for as long as the list is held. */
function importOnce(key: TrustedKey): KeyObject {
  const known = imported.get(key);
  if (known !== undefined) return known;
  const fresh = importPoint(key.x, key.y);
  imported.set(key, fresh);
  return fresh;
}

const imported = new WeakMap<TrustedKey, KeyObject>();

const faults: Readonly<Record<string, AttestationFault>> = {
  [errors.JOSEAlgNotAllowed.code]: 'algorithm-not-allowed',
  [errors.JWSSignatureVerificationFailed.code]: 'bad-signature',
  [errors.JWTExpired.code]: 'expired',
};

const faultsOfClaims: Readonly<Record<string, AttestationFault>> = {
  typ: 'wrong-type',
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  iat: 'from-the-future',
};

function faultOf(error: unknown): AttestationFault {
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'check_failed') {
    return faultsOfClaims[error.claim] ?? 'malformed';
  }
  return (error instanceof errors.JOSEError ? faults[error.code] : undefined) ?? 'malformed';
}
