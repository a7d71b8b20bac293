import {
  type CborInput,
  type CodecErrorCode,
  decodeBase45,
  encodeBase45,
  encodeCbor,
  encodePaperCode,
  encodeProtected,
  encodeSign1,
  sigStructure1,
} from '../../src/index.ts';
import { greenClaims, KEYS, NOW, paperClaims, present, signStrip } from '../two-provinces.ts';
import { base64 } from './context.ts';

/** Whether a text can be read at all; signatures are not looked at. */
export interface CodeVector {
  readonly about: string;
  readonly text: string;
  readonly expected: { readonly error: CodecErrorCode } | { readonly kind: string; readonly claims: unknown };
}

/** Path below the vectors folder → content. */
export async function codeVectors(): Promise<[path: string, vector: CodeVector][]> {
  const shown = await present();
  const paper = encodePaperCode(await signStrip(paperClaims()));
  const bytes = decodeBase45(shown, 4);
  return [
    valid('own', 'A code on its owner’s phone.', shown, { kind: 'presentation', claims: claimsJson(greenClaims()) }),
    valid('paper', 'A code on paper: no holder key, no colour.', paper, {
      kind: 'paper',
      claims: claimsJson(paperClaims()),
    }),
    invalid('unknown-prefix', 'The prefix in lower case.', `tx1:${shown.slice(4)}`, 'unknown-prefix'),
    invalid('unknown-version', 'A later version.', `TX2:${shown.slice(4)}`, 'unknown-version'),
    invalid('text-too-long', '601 characters.', 'TX1:'.padEnd(601, '0'), 'text-too-long'),
    invalid('base45-overflow', 'A group of three characters above 65535.', 'TX1:GGW', 'base45-overflow'),
    invalid('base45-length', 'One character left over.', 'TX1:BB8B', 'base45-length'),
    invalid('base45-character', 'A lower-case letter.', 'TX1:bb8', 'base45-character'),
    invalid('trailing-bytes', 'A byte after the end.', show(Uint8Array.of(...bytes, 0)), 'cbor-trailing-bytes'),
    invalid('truncated', 'The last byte is missing.', show(bytes.slice(0, -1)), 'cbor-truncated'),
    invalid(
      'indefinite-length',
      'The same content as an array of indefinite length.',
      show(Uint8Array.of(0x9f, ...bytes.subarray(1), 0xff)),
      'cbor-indefinite-length',
    ),
    invalid(
      'non-minimal-length',
      'The array’s length in two bytes instead of one.',
      show(Uint8Array.of(0x98, 3, ...bytes.subarray(1))),
      'cbor-non-minimal',
    ),
    invalid(
      'floating-point-time',
      'A display time in floating point.',
      show(Uint8Array.of(0x83, 0x40, 0xfb, ...new Uint8Array(8), 0x40)),
      'cbor-float',
    ),
    invalid(
      'declared-length-of-four-gigabytes',
      'A byte string that says it has four gigabytes.',
      show(Uint8Array.of(0x83, 0x5a, 255, 255, 255, 255)),
      'cbor-truncated',
    ),
    invalid('nested-too-deep', 'Two hundred nested arrays.', show(new Uint8Array(200).fill(0x81)), 'cbor-too-deep'),
    invalid(
      'unsorted-claims',
      'Claims out of order, correctly signed.',
      await showStrip(unsorted),
      'cbor-unsorted-keys',
    ),
    invalid('claim-added', 'A subject claim more, correctly signed.', await showStrip(added), 'malformed-strip'),
    invalid('claim-missing', 'No expiry, correctly signed.', await showStrip(withoutExpiry), 'malformed-strip'),
    invalid(
      'unknown-algorithm',
      'An algorithm that is none of the suites.',
      await showStrip((payload) => payload, -999),
      'unknown-suite',
    ),
    invalid(
      'unprotected-header',
      'A key id outside the protected header as well.',
      await showStrip((payload) => payload, -7, new Map([[99, 1]])),
      'malformed-strip',
    ),
  ];
}

function valid(name: string, about: string, text: string, expected: CodeVector['expected']): [string, CodeVector] {
  return [`valid/codes/${name}.json`, { about, text, expected }];
}

function invalid(name: string, about: string, text: string, error: CodecErrorCode): [string, CodeVector] {
  return [`invalid/codes/${name}.json`, { about, text, expected: { error } }];
}

function show(bytes: Uint8Array): string {
  return `TX1:${encodeBase45(bytes)}`;
}

/** A strip with a changed payload or header, signed by the true issuer and shown by the true holder. */
async function showStrip(
  change: (payload: Uint8Array) => Uint8Array,
  alg = -7,
  unprotected = new Map<number, number>(),
): Promise<string> {
  const payload = change(payloadOf(await signStrip(greenClaims())));
  const header = new Map<number, number | Uint8Array>([
    [1, alg],
    [4, KEYS.shandongStrip.kid],
  ]);
  const none = new Uint8Array(0);
  const signature = await KEYS.shandongStrip.sign(sigStructure1(encodeProtected(header), none, payload));
  const strip = encodeSign1({ protected: header, unprotected }, payload, signature);
  const display = sigStructure1(
    Uint8Array.of(0xa1, 1, 0x26),
    Buffer.from('tongxing-display-v1'),
    encodeCbor([strip, NOW - 5]),
  );
  return show(encodeCbor([strip, NOW - 5, await KEYS.holder.sign(display)]));
}

/** Behind tag, array, header (14 bytes) and empty map: a byte string with a one-byte length. */
function payloadOf(strip: Uint8Array): Uint8Array {
  const length = strip[18] as number;
  return strip.slice(19, 19 + length);
}

/** exp (key 4) and nbf (key 5), six bytes each behind iss, change places. */
function unsorted(payload: Uint8Array): Uint8Array {
  const at = 9;
  return Uint8Array.of(
    ...payload.slice(0, at),
    ...payload.slice(at + 6, at + 12),
    ...payload.slice(at, at + 6),
    ...payload.slice(at + 12),
  );
}

function added(payload: Uint8Array): Uint8Array {
  return Uint8Array.of(
    (payload[0] as number) + 1,
    ...payload.slice(1, 9),
    ...encodeCbor(2),
    ...encodeCbor('x' as CborInput),
    ...payload.slice(9),
  );
}

function withoutExpiry(payload: Uint8Array): Uint8Array {
  return Uint8Array.of((payload[0] as number) - 1, ...payload.slice(1, 9), ...payload.slice(15));
}

function claimsJson(claims: ReturnType<typeof greenClaims>): unknown {
  const { holder, ...rest } = claims;
  return holder ? { ...rest, holder: { suite: holder.suite, x: base64(holder.x), y: base64(holder.y) } } : rest;
}
