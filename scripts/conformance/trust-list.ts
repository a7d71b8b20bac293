import { entry, readCbor, Tagged, writeArray, type Cbor } from './cbor.ts';
import { isSignedBy, type Point } from './keys.ts';

export interface ListedKey extends Point {
  /** Lower-case hex. */
  readonly kid: string;
  readonly use: string;
  readonly suite: string;
  readonly validFrom: number;
  readonly validTo: number;
}

export interface ListedNode {
  readonly division: string;
  readonly baseUrl: string;
  readonly keys: readonly ListedKey[];
  readonly log: { readonly origin: string; readonly key: Buffer };
}

export interface TrustList {
  readonly version: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly nodes: readonly ListedNode[];
  readonly signatures: readonly { readonly toBeSigned: Buffer; readonly signature: Buffer }[];
}

/** Takes a COSE_Sign apart (docs/protocol/codes.md, section 6), signatures unchecked. @throws Error when it has another shape */
export function readTrustList(bytes: Buffer): TrustList {
  const cose = readCbor(bytes);
  if (!(cose instanceof Tagged) || cose.tag !== 98) throw new Error('no COSE_Sign with tag 98');
  const [body, , payload, signers] = cose.value as [Buffer, Cbor, Buffer, [Buffer, Cbor, Buffer][]];
  const list = readCbor(payload);
  const number = (name: string) => whole(entry(list, name));
  return {
    version: number('version'),
    issuedAt: number('issuedAt'),
    expiresAt: number('expiresAt'),
    nodes: (entry(list, 'nodes') as Cbor[]).map(readNode),
    signatures: signers.map(([header, , signature]) => ({
      toBeSigned: writeArray(['Signature', body, header, Buffer.alloc(0), payload]),
      signature,
    })),
  };
}

function readNode(node: Cbor): ListedNode {
  const log = entry(node, 'log');
  return {
    division: text(entry(node, 'division')),
    baseUrl: text(entry(node, 'baseUrl')),
    keys: (entry(node, 'keys') as Cbor[]).map((key) => ({
      kid: bytes(entry(key, 'kid')).toString('hex'),
      use: text(entry(key, 'use')),
      suite: text(entry(key, 'suite')),
      x: bytes(entry(key, 'x')),
      y: bytes(entry(key, 'y')),
      validFrom: whole(entry(key, 'validFrom')),
      validTo: whole(entry(key, 'validTo')),
    })),
    log: { origin: text(entry(log, 'origin')), key: bytes(entry(log, 'key')) },
  };
}

/** How many of the pinned roots have signed it; a root that signs twice counts once. */
export function rootsThatSigned({ signatures }: TrustList, roots: readonly Point[]): number {
  return roots.filter((root) => signatures.some(({ toBeSigned, signature }) => isSignedBy(root, toBeSigned, signature)))
    .length;
}

/** The keys of a node for one use that are valid now. */
export function keysFor(node: ListedNode, use: string, now: Date): readonly ListedKey[] {
  const at = now.getTime() / 1000;
  return node.keys.filter((key) => key.use === use && key.validFrom <= at && at < key.validTo);
}

function text(value: Cbor): string {
  if (typeof value !== 'string') throw new Error('no text where one belongs');
  return value;
}

function bytes(value: Cbor): Buffer {
  if (!Buffer.isBuffer(value)) throw new Error('no byte string where one belongs');
  return value;
}

function whole(value: Cbor): number {
  if (typeof value !== 'number') throw new Error('no whole number where one belongs');
  return value;
}
