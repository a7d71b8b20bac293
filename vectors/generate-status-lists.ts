/**
 * Makes the vectors of status lists with node:zlib, cborg and noble: nothing of the code they test. Signatures are
 * deterministic (RFC 6979), so the files are the same every time.
 *
 * node vectors/generate-status-lists.ts
 */
import { deflateSync } from 'node:zlib';
import { p256 } from '@noble/curves/nist.js';
import { encode, Tagged } from 'cborg';
import { writeVector } from './write-vector.ts';

/** Test-only keys, published in RFC 7517 §A.2 and RFC 7515 §A.3.1. */
const SIGNER = Buffer.from('870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE', 'base64url');
const STRANGER = Buffer.from('jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI', 'base64url');
const KEY = {
  suite: 'ES256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4=',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM=',
};
const URI = 'https://s.example/20250101/0';
const NOW = 1_735_700_000;
const STATUSES = [
  [0, 1],
  [3, 3],
  [700, 3],
  [1_048_575, 1],
];

interface TokenChange {
  readonly header?: [unknown, unknown][];
  readonly claims?: [unknown, unknown][];
  readonly withoutHeader?: number;
  readonly withoutClaims?: number[];
  readonly signer?: Buffer;
  readonly list?: Buffer;
  readonly bits?: number;
  readonly tag?: number;
  readonly after?: (token: Buffer) => Buffer;
}

function token(change: TokenChange = {}): string {
  const header = new Map<unknown, unknown>([
    [1, -7],
    [4, Uint8Array.of(0x37, 1)],
    [16, 'application/statuslist+cwt'],
    ...(change.header ?? []),
  ]);
  const claims = new Map<unknown, unknown>([
    [2, URI],
    [4, NOW + 3_600],
    [6, NOW - 60],
    [65533, { bits: change.bits ?? 2, lst: change.list ?? deflateSync(packed(2, 1 << 20, STATUSES)) }],
    [65534, 3_600],
    ...(change.claims ?? []),
  ]);
  header.delete(change.withoutHeader);
  for (const claim of change.withoutClaims ?? []) claims.delete(claim);
  const [protectedBytes, payload] = [encode(header), encode(claims)];
  const toBeSigned = encode(['Signature1', protectedBytes, new Uint8Array(0), payload]);
  const signature = p256.sign(toBeSigned, change.signer ?? SIGNER, { lowS: false });
  const message = encode(new Tagged(change.tag ?? 18, [protectedBytes, new Map(), payload, signature]));
  const bytes = Buffer.from(message);
  return (change.after?.(bytes) ?? bytes).toString('base64');
}

function packed(bits: number, size: number, statuses: readonly number[][]): Buffer {
  const bytes = Buffer.alloc((size * bits) / 8);
  for (const [idx, status] of statuses as [number, number][]) {
    bytes[Math.floor((idx * bits) / 8)]! |= status << ((idx * bits) % 8);
  }
  return bytes;
}

const CONTENTS = { bits: 2, size: 1 << 20, statuses: STATUSES };
const TOKEN = { key: KEY, uri: URI, now: NOW };

function validToken(name: string, about: string, change: TokenChange, expected: Record<string, unknown>): void {
  writeVector(`valid/status-lists/${name}`, { about, ...TOKEN, token: token(change), expected });
}

function invalidToken(name: string, about: string, error: string, change: TokenChange, context = {}): void {
  writeVector(`invalid/status-lists/${name}`, {
    about,
    ...TOKEN,
    ...context,
    token: token(change),
    expected: { error },
  });
}

const TIMES = { issuedAt: NOW - 60, expiresAt: NOW + 3_600, ttl: 3_600 };
validToken(
  'shard-of-a-million',
  'A whole shard of 2^20 statuses of 2 bits; the listed indices are not 0.',
  {},
  { ...TIMES, ...CONTENTS },
);
validToken(
  'without-exp-and-ttl',
  'exp and ttl are recommended, not required.',
  { withoutClaims: [4, 65534] },
  { issuedAt: NOW - 60, ...CONTENTS },
);
validToken(
  'unknown-claims',
  'Claims that the draft does not name are ignored.',
  {
    claims: [
      [1, 'https://s.example'],
      ['note', 'ignored'],
    ],
  },
  { ...TIMES, ...CONTENTS },
);
validToken(
  'stored-without-compression',
  'A ZLIB stream of stored blocks is a ZLIB stream.',
  { list: deflateSync(packed(2, 1024, [[3, 3]]), { level: 0 }) },
  { ...TIMES, bits: 2, size: 1024, statuses: [[3, 3]] },
);
for (const bits of [1, 4, 8]) {
  const statuses = [
    [1, 1],
    [9, 2 ** bits - 1],
    [63, 1],
  ];
  validToken(
    `${bits}-bit`,
    `Statuses of ${bits} bit(s), least significant bits of a byte first.`,
    { bits, list: deflateSync(packed(bits, 64, statuses)) },
    { ...TIMES, bits, size: 64, statuses },
  );
}

/** draft-ietf-oauth-status-list §4.2 and appendix C. */
const DRAFT_INDICES = [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345];
const DRAFT_2_BIT = [1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 3];
const DRAFT: [string, number, string, number, number[][]][] = [
  ['draft-1-bit-short', 1, 'eNrbuRgAAhcBXQ', 16, [0, 3, 4, 5, 7, 8, 9, 13, 15].map((idx) => [idx, 1])],
  [
    'draft-2-bit-short',
    2,
    'eNo76fITAAPfAgc',
    12,
    [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3].flatMap((status, idx) => (status === 0 ? [] : [[idx, status]])),
  ],
  [
    'draft-1-bit-long',
    1,
    'eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb',
    1 << 20,
    DRAFT_INDICES.map((idx) => [idx, 1]),
  ],
  [
    'draft-2-bit-long',
    2,
    'eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoAAAAAAAAAAAAAAEBqH81gAQw',
    1 << 20,
    DRAFT_INDICES.map((idx, i) => [idx, DRAFT_2_BIT[i]!]),
  ],
];
for (const [name, bits, lst, size, statuses] of DRAFT) {
  const about = 'The object that draft-ietf-oauth-status-list (§4.2, appendix C) prints for the JWT form.';
  writeVector(`valid/status-lists/${name}`, { about, json: { bits, lst }, expected: { bits, size, statuses } });
}

const LIST = deflateSync(packed(2, 64, []));
const statusClaim = (value: unknown): TokenChange => ({ claims: [[65533, value]] });
invalidToken('another-signer', 'Signed by a key that is not the issuer’s.', 'bad-signature', { signer: STRANGER });
invalidToken('changed-byte', 'The last byte of the signature is changed.', 'bad-signature', {
  after: (bytes) => {
    bytes[bytes.length - 1]! ^= 1;
    return bytes;
  },
});
invalidToken(
  'another-uri',
  'The token is not the one that the strip names.',
  'status-list-wrong-subject',
  {},
  { uri: `${URI}1` },
);
invalidToken('expired', 'Expired at this very second.', 'status-list-expired', {}, { now: NOW + 3_600 });
invalidToken('no-type', 'Without the header typ.', 'malformed-status-list', { withoutHeader: 16 });
invalidToken('another-type', 'A CWT of another type, signed by the same key.', 'malformed-status-list', {
  header: [[16, 'application/cwt']],
});
invalidToken('no-kid', 'Nothing says which key to verify with.', 'malformed-status-list', { withoutHeader: 4 });
invalidToken('no-subject', 'Without the claim sub.', 'malformed-status-list', { withoutClaims: [2] });
invalidToken('no-issued-at', 'Without the claim iat.', 'malformed-status-list', { withoutClaims: [6] });
invalidToken('no-list', 'Without the status list.', 'malformed-status-list', { withoutClaims: [65533] });
invalidToken('ttl-of-zero', 'A ttl must be positive.', 'malformed-status-list', { claims: [[65534, 0]] });
invalidToken(
  'three-bits',
  'Only 1, 2, 4 and 8 bits exist.',
  'malformed-status-list',
  statusClaim({ bits: 3, lst: LIST }),
);
invalidToken(
  'list-as-text',
  'lst must be a byte string.',
  'malformed-status-list',
  statusClaim({ bits: 2, lst: 'eNo' }),
);
invalidToken('untagged-as-mac', 'Tag 17 is COSE_Mac0; symmetric keys prove nothing here.', 'cose-wrong-tag', {
  tag: 17,
});
invalidToken('crit-not-understood', 'crit names a header that the reader does not know.', 'cose-crit-not-understood', {
  header: [
    [2, [99]],
    [99, 1],
  ],
});
invalidToken('zip-bomb', 'A valid signature over a list that inflates to 64 MiB.', 'status-list-too-large', {
  list: deflateSync(Buffer.alloc(1 << 26)),
});
invalidToken('truncated-zlib', 'The ZLIB stream ends early.', 'malformed-status-list', { list: LIST.subarray(0, -2) });
invalidToken('wrong-checksum', 'The Adler-32 of the ZLIB stream is wrong.', 'malformed-status-list', {
  list: Buffer.concat([LIST.subarray(0, -1), Buffer.of(LIST.at(-1)! ^ 1)]),
});
invalidToken('bytes-after-zlib', 'Something follows the ZLIB stream.', 'malformed-status-list', {
  list: Buffer.concat([LIST, Buffer.of(0)]),
});
writeVector('invalid/status-lists/json-padded-base64', {
  about: 'Base64url is written without padding.',
  json: { bits: 1, lst: 'eNrbuRgAAhcBXQ==' },
  expected: { error: 'malformed-status-list' },
});
