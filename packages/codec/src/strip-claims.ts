import { isBytes } from './bytes.ts';
import { coversDivision } from './division.ts';
import type { CodecErrorCode } from './errors.ts';
import { COORDINATE_BYTES, type PublicKey, suiteOfName } from './suites.ts';
import { utf8Length } from './utf8.ts';

/** Position is the number on the wire. */
export const COLOURS = ['pending', 'green', 'yellow', 'red'] as const;
export const STRIP_KINDS = ['own', 'dependant', 'paper'] as const;
export const KEY_MAKERS = ['device', 'node'] as const;

export type Colour = (typeof COLOURS)[number];
export type StripKind = (typeof STRIP_KINDS)[number];
export type KeyMaker = (typeof KEY_MAKERS)[number];

/** What a node says in a strip. Instants are whole seconds since 1970-01-01T00:00:00Z. */
export interface StripClaims {
  /** Division code of the issuing node. */
  readonly issuer: string;
  /** When the strip was really signed: the colour and everything else is known as of this instant. */
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
  /** The key that signs displays. Absent for paper. */
  readonly holder?: PublicKey;
  /** Where the strip's status is published (IETF Token Status List). */
  readonly status: { readonly uri: string; readonly idx: number };
  /** Null for paper, which carries no colour. */
  readonly colour: Colour | null;
  /** Division code in which the colour is meant; the issuer's own or one below it. */
  readonly scope: string;
  readonly kind: StripKind;
  /** Who made the holder key: the device, or the node for platforms without a random source. */
  readonly keyMaker: KeyMaker;
  readonly maskedName: string;
  /** Last four characters of the document number. */
  readonly lastFour: string;
}

/** Chosen together so that every presentation fits 600 characters, a QR code of version 15 with correction M. */
export const STRIP_LIMITS = {
  maskedNameBytes: 29,
  statusUriBytes: 34,
  /** The largest integer that takes five bytes; a list is far smaller. */
  statusIndex: 0xffff_ffff,
  /** 2106-02-07; the largest integer that takes five bytes. */
  instant: 0xffff_ffff,
} as const;

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const LAST_FOUR = /^[0-9A-Z]{4}$/;

/** The first thing wrong with `claims`, or undefined. One list of rules for the issuer and for the reader. */
export function faultOfClaims(claims: StripClaims): CodecErrorCode | undefined {
  if (!coversDivision(claims.issuer, claims.scope)) return 'invalid-division';
  return faultOfTimes(claims) ?? faultOfStatus(claims.status) ?? faultOfKind(claims) ?? faultOfPerson(claims);
}

/** True for a whole number of seconds that takes at most five bytes. */
export function isInstant(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= STRIP_LIMITS.instant;
}

function faultOfTimes({ issuedAt, notBefore, expiresAt }: StripClaims): CodecErrorCode | undefined {
  const fit = isInstant(issuedAt) && isInstant(notBefore) && isInstant(expiresAt);
  return fit && notBefore < expiresAt && issuedAt < expiresAt ? undefined : 'time-out-of-range';
}

function faultOfStatus({ uri, idx }: StripClaims['status']): CodecErrorCode | undefined {
  if (!Number.isInteger(idx) || idx < 0 || idx > STRIP_LIMITS.statusIndex) return 'index-out-of-range';
  if (uri.length > STRIP_LIMITS.statusUriBytes) return 'status-uri-too-long';
  return VISIBLE_ASCII.test(uri) ? undefined : 'invalid-claim';
}

function faultOfKind({ kind, keyMaker, colour, holder }: StripClaims): CodecErrorCode | undefined {
  if (!STRIP_KINDS.includes(kind) || !KEY_MAKERS.includes(keyMaker)) return 'invalid-claim';
  if (kind === 'paper') return colour === null && holder === undefined ? undefined : 'invalid-claim';
  if (colour === null || !COLOURS.includes(colour) || holder === undefined) return 'invalid-claim';
  return isPublicKey(holder) ? undefined : 'invalid-key';
}

function faultOfPerson({ maskedName, lastFour }: StripClaims): CodecErrorCode | undefined {
  if (!LAST_FOUR.test(lastFour) || maskedName === '') return 'invalid-claim';
  return utf8Length(maskedName) > STRIP_LIMITS.maskedNameBytes ? 'name-too-long' : undefined;
}

/** True for a known suite with two coordinates of 32 bytes; whether the point is on the curve is the verifier's to say. */
export function isPublicKey({ suite, x, y }: PublicKey): boolean {
  const shaped = isBytes(x) && isBytes(y) && x.length === COORDINATE_BYTES && y.length === COORDINATE_BYTES;
  return shaped && suiteOfName(suite) !== undefined;
}
