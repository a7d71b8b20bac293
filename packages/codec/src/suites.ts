/** A signature algorithm together with its curve and hash. */
export type Suite = 'ES256' | 'SM2-SM3';

/** An uncompressed point, 32 bytes each coordinate, big-endian. */
export interface PublicKey {
  readonly suite: Suite;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

/** Checks signatures; supplied by the platform (node:crypto, WebCrypto, pure JavaScript). */
export interface Verifier {
  /** What `verify` can judge; left out, everything. A suite outside it is reported as unknown, never as a bad signature. */
  readonly suites?: readonly Suite[];
  /** `signature` is r‖s, 64 bytes. False for anything that is not a valid signature; never throws on hostile input. */
  verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>;
}

/** Signs with a key that the caller holds; returns r‖s, 64 bytes. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export const COORDINATE_BYTES = 32;
export const SIGNATURE_BYTES = 64;

export interface SuiteParameters {
  /** COSE algorithm (RFC 9053 §2.1; private use for SM2). */
  readonly alg: number;
  /** COSE elliptic curve (RFC 9053 §7.1; private use for SM2). */
  readonly crv: number;
  /** Longest key id, in bytes. SM2 has fewer because its labels are longer and the QR text is bounded. */
  readonly maxKid: number;
}

/**
 * Every suite and its numbers; adding a suite is adding a row. −65537 is in the private-use range of both registries and
 * is declared in the trust list. SM2 signs with the user id `1234567812345678`.
 */
export const SUITES: Readonly<Record<Suite, SuiteParameters>> = {
  ES256: { alg: -7, crv: 1, maxKid: 8 },
  'SM2-SM3': { alg: -65537, crv: -65537, maxKid: 4 },
};

const NAMES = Object.keys(SUITES) as Suite[];

/** The suite of a COSE algorithm, or undefined when it is none of ours. */
export function suiteOfAlg(alg: unknown): Suite | undefined {
  return NAMES.find((suite) => SUITES[suite].alg === alg);
}

/** The suite of a COSE elliptic curve, or undefined when it is none of ours. */
export function suiteOfCurve(crv: unknown): Suite | undefined {
  return NAMES.find((suite) => SUITES[suite].crv === crv);
}

/** The suite of that name, or undefined. */
export function suiteOfName(name: unknown): Suite | undefined {
  return NAMES.find((suite) => suite === name);
}
