import { inflateSync } from 'node:zlib';
import { entry, readCbor, Tagged, writeArray, type Cbor } from './cbor.ts';

export interface StatusList {
  readonly alg: unknown;
  /** Lower-case hex. */
  readonly kid: string;
  readonly type: unknown;
  readonly subject: unknown;
  readonly issuedAt: unknown;
  readonly expiresAt: unknown;
  readonly ttl: unknown;
  readonly bits: unknown;
  readonly compressed: Buffer;
  readonly toBeSigned: Buffer;
  readonly signature: Buffer;
}

const absent = null;

/** Takes a token apart (docs/protocol/status-lists.md, section 3), signature unchecked. @throws Error when it has another shape */
export function readStatusList(bytes: Buffer): StatusList {
  const cose = readCbor(bytes);
  if (!(cose instanceof Tagged) || cose.tag !== 18) throw new Error('no COSE_Sign1 with tag 18');
  const [header, unprotectedHeader, payload, signature] = cose.value as [Buffer, Cbor, Buffer, Buffer];
  const [protectedHeader, claims] = [readCbor(header), readCbor(payload)];
  const of = (map: Cbor, key: number) => (map instanceof Map ? (map.get(key) ?? absent) : absent);
  const kid = of(protectedHeader, 4) ?? of(unprotectedHeader, 4);
  const list = entry(claims, 65_533);
  return {
    alg: of(protectedHeader, 1),
    kid: Buffer.isBuffer(kid) ? kid.toString('hex') : '',
    type: of(protectedHeader, 16),
    subject: of(claims, 2),
    expiresAt: of(claims, 4),
    issuedAt: of(claims, 6),
    ttl: of(claims, 65_534),
    bits: entry(list, 'bits'),
    compressed: entry(list, 'lst') as Buffer,
    toBeSigned: writeArray(['Signature1', header, Buffer.alloc(0), payload]),
    signature,
  };
}

/** The status of an index; undefined beyond the end of the list. */
export function statusAt({ bits, compressed }: StatusList, index: number): number | undefined {
  const width = Number(bits);
  const byte = inflateSync(compressed, { maxOutputLength: 1 << 20 })[Math.floor((index * width) / 8)];
  return byte === undefined ? undefined : (byte >> ((index * width) % 8)) & (2 ** width - 1);
}

/** Where the status of a strip stands (docs/protocol/codes.md, section 2). */
export function statusOfStrip(strip: Buffer): { readonly index: number; readonly uri: string } {
  const cose = readCbor(strip) as Tagged;
  const place = entry(entry(readCbor((cose.value as Buffer[])[2]!), 65_535), 'status_list');
  return { index: Number(entry(place, 'idx')), uri: entry(place, 'uri') as string };
}
