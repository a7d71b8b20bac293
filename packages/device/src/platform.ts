import type { Verifier } from '@tongxing/codec';
import type { Client, schemas } from '@tongxing/contract';
import type { Collection } from './collection/collection.ts';
import type { Contact } from './contact.ts';
import type { Fetched } from './knowledge.ts';
import type { Shift } from './shift.ts';
import type { SignBatch, Waiting } from './upload.ts';

/** What a device stands on: what it keeps, its network, its clock. A browser has one, a mini-program another. */
export interface Platform {
  openHoldings(): Promise<Holdings>;
  /** The node that the app belongs to. @param token of the enrolled device */
  clientOf(token?: string): Client;
  /** Root keys, from where the app comes: they are believed for their fingerprint alone. @throws what the network throws */
  fetchRoots(): Promise<RootsFile>;
  readonly verifier: Verifier;
  /** Seconds since 1970 by the device's own clock; it may be wrong. */
  clock(): number;
  /** A UUID of random bits (RFC 9562). */
  newId(): string;
  /** Does something after so many milliseconds. @returns stops it */
  later(milliseconds: number, work: () => void): () => void;
  /** Another window of the same app may be sending: the same scan is not sent by both. */
  alone<T>(send: () => Promise<T>): Promise<T>;
}

/** All that is kept on the device. */
export interface Holdings {
  readonly keys: Keys;
  readonly kept: Kept;
  readonly waiting: Waiting;
  readonly fetched: { get(): Promise<Fetched | undefined>; put(fetched: Fetched): Promise<void> };
  /** Destroys it, and begins anew with other keys. */
  empty(): Promise<void>;
}

export interface Keys {
  /** Coordinates of the public key, base64url. */
  readonly publicKey: { readonly suite: 'ES256'; readonly x: string; readonly y: string };
  readonly sign: SignBatch;
}

/** What the device is, once it is enrolled. */
export interface Enrolled {
  readonly deviceId: string;
  readonly token: string;
  readonly roots: RootsFile;
}

/** Root keys as the app brings them: `kid` in hex, coordinates in base64url. */
export interface RootsFile {
  readonly threshold: number;
  readonly roots: readonly { readonly kid: string; readonly x: string; readonly y: string }[];
}

/** What is kept on the device, each under its name, sealed. */
export interface KeptTypes {
  enrolled: Enrolled;
  /** An enrolment whose answer has not come: sent again, it is the same one. */
  enrolling: { readonly enrolmentCode: string; readonly idempotencyKey: string };
  /** The last sign of life of the node; it may be older than what was fetched. */
  contact: Contact;
  /** When the node last answered anything: seconds since 1970 by its clock. */
  heardAt: number;
  /** Checks that the guard may still change. */
  checks: readonly schemas.CheckRecord[];
  /** Its card as a display of the place. */
  display: schemas.DisplayCard;
  shift: Shift;
  collection: Collection;
}

export interface Kept {
  get<Name extends keyof KeptTypes>(name: Name): Promise<KeptTypes[Name] | undefined>;
  put<Name extends keyof KeptTypes>(name: Name, content: KeptTypes[Name]): Promise<void>;
  drop(name: keyof KeptTypes): Promise<void>;
}
