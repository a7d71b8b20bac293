import { decodeBase64, encodeBase64 } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { Contact, Fetched } from '@tongxing/device';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import type { Shift } from './shift.ts';

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
  fetched: StoredFetched;
  /** Its last sign of life; it may be older than what was fetched. */
  contact: Contact;
  /** When the node last answered anything: seconds since 1970 by its clock. */
  heardAt: number;
  /** Its card as a display of the place. */
  display: schemas.DisplayCard;
  shift: Shift;
}

export interface Kept {
  get<Name extends keyof KeptTypes>(name: Name): Promise<KeptTypes[Name] | undefined>;
  put<Name extends keyof KeptTypes>(name: Name, content: KeptTypes[Name]): Promise<void>;
  drop(name: keyof KeptTypes): Promise<void>;
}

export function createKept(database: Database, keys: Keys): Kept {
  return {
    async get(name) {
      const sealed = await database.get('kept', name);
      return sealed && ((await keys.open(sealed)) as KeptTypes[typeof name]);
    },
    async put(name, content) {
      await database.put('kept', await keys.seal(content), name);
    },
    drop: (name) => database.delete('kept', name),
  };
}

/** {@link Fetched} as JSON: bytes in base64. */
export interface StoredFetched extends Omit<Fetched, 'trustList' | 'statusLists'> {
  readonly trustList: string;
  readonly statusLists: readonly (readonly [uri: string, token: string])[];
}

export function storeFetched({ trustList, statusLists, ...rest }: Fetched): StoredFetched {
  return {
    ...rest,
    trustList: encodeBase64(trustList),
    statusLists: [...statusLists].map(([uri, token]) => [uri, encodeBase64(token)]),
  };
}

export function readFetched({ trustList, statusLists, ...rest }: StoredFetched): Fetched {
  const bytes = (text: string) => decodeBase64(text) ?? new Uint8Array();
  return {
    ...rest,
    trustList: bytes(trustList),
    statusLists: new Map(statusLists.map(([uri, token]) => [uri, bytes(token)])),
  };
}
