import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { toHex } from '../test/hex.ts';
import { readMap, readSign1 } from '../test/independent-reader.ts';
import { greenClaims, KEYS } from '../test/two-provinces.ts';
import { encodeCbor } from './cbor.ts';
import { encodeSign1 } from './cose.ts';
import { prepareStrip } from './strip.ts';
import { COLOURS, KEY_MAKERS } from './strip-claims.ts';
import { decodeStrip } from './strip-decode.ts';
import type { Suite } from './suites.ts';

const issuer = { suite: 'ES256', kid: KEYS.shandongStrip.kid } as const;
const signature = new Uint8Array(64).fill(7);

describe('a strip to which something was added, or from which something was taken', () => {
  const claims = readMap(readSign1(prepareStrip(greenClaims(), issuer).finish(signature))[2]) as Map<number, never>;
  const header = new Map<number, never>([
    [1, -7 as never],
    [4, KEYS.shandongStrip.kid as never],
  ]);

  function strip(
    changedClaims: Map<number, never>,
    changedHeader = header,
    unprotected = new Map<never, never>(),
  ): Uint8Array {
    return encodeSign1({ protected: changedHeader, unprotected }, encodeCbor(changedClaims), signature);
  }
  function withClaim(key: number, value: unknown): Map<number, never> {
    return new Map([...claims, [key, value as never]]);
  }
  function without(key: number): Map<number, never> {
    return new Map([...claims].filter(([label]) => label !== key));
  }

  test('untouched, it decodes to what the node said', () => {
    expect(decodeStrip(strip(claims)).claims).toEqual(greenClaims());
  });

  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['a claim more', strip(withClaim(2, 'subject')), 'malformed-strip'],
    ['a text claim more', strip(new Map([...claims, ['colour' as never, 'green' as never]])), 'malformed-strip'],
    ['no iss', strip(without(1)), 'malformed-strip'],
    ['no exp', strip(without(4)), 'malformed-strip'],
    ['no status', strip(without(65535)), 'malformed-strip'],
    ['no cnf', strip(without(8)), 'malformed-strip'],
    ['no private claim', strip(without(-65537)), 'malformed-strip'],
    ['an iat of text', strip(withClaim(6, '1')), 'malformed-strip'],
    ['a seventh private field', strip(withClaim(-65537, [1, '370000', 0, 0, '*小明', '002X', 0])), 'malformed-strip'],
    ['a name that is a number', strip(withClaim(-65537, [1, '370000', 0, 0, 7, '002X'])), 'malformed-strip'],
    ['a kind that is text', strip(withClaim(-65537, [1, '370000', 'length', 0, '*小明', '002X'])), 'malformed-strip'],
    ['a kind nobody knows', strip(withClaim(-65537, [1, '370000', 3, 0, '*小明', '002X'])), 'malformed-strip'],
    [
      'a coordinate of text',
      strip(
        withClaim(
          8,
          confirmation([
            [1, 2],
            [-1, 1],
            [-2, 'x'.repeat(32)],
            [-3, KEYS.holder.publicKey.y],
          ]),
        ),
      ),
      'malformed-strip',
    ],
    [
      'a key without a curve',
      strip(
        withClaim(
          8,
          confirmation([
            [1, 2],
            [-5, 1],
            [-2, KEYS.holder.publicKey.x],
            [-3, KEYS.holder.publicKey.y],
          ]),
        ),
      ),
      'malformed-strip',
    ],
    ['colour number 4', strip(withClaim(-65537, [4, '370000', 0, 0, '*小明', '002X'])), 'malformed-strip'],
    ['colour number −1', strip(withClaim(-65537, [-1, '370000', 0, 0, '*小明', '002X'])), 'malformed-strip'],
    ['a colour of text', strip(withClaim(-65537, ['green', '370000', 0, 0, '*小明', '002X'])), 'malformed-strip'],
    ['a name of 30 bytes', strip(withClaim(-65537, [1, '370000', 0, 0, '测'.repeat(10), '002X'])), 'malformed-strip'],
    [
      'an index of 2^63',
      strip(
        withClaim(
          65535,
          new Map([
            [
              'status_list',
              new Map<string, unknown>([
                ['idx', 2n ** 63n],
                ['uri', 'https://sd.example/s'],
              ]),
            ],
          ]),
        ),
      ),
      'malformed-strip',
    ],
    ['a status of another mechanism', strip(withClaim(65535, new Map([['other', new Map()]]))), 'malformed-strip'],
    [
      'a second status mechanism',
      strip(withClaim(65535, new Map([...(claims.get(65535) as unknown as Map<string, unknown>), ['x', 1]]))),
      'malformed-strip',
    ],
    [
      'a key with a sign bit instead of y',
      strip(
        withClaim(
          8,
          confirmation([
            [1, 2],
            [-1, 1],
            [-2, KEYS.holder.publicKey.x],
            [-3, true],
          ]),
        ),
      ),
      'malformed-strip',
    ],
    [
      'a key with a fifth label',
      strip(
        withClaim(
          8,
          confirmation([
            [1, 2],
            [2, 'kid'],
            [-1, 1],
            [-2, KEYS.holder.publicKey.x],
            [-3, KEYS.holder.publicKey.y],
          ]),
        ),
      ),
      'malformed-strip',
    ],
    [
      'a key on a curve nobody knows',
      strip(
        withClaim(
          8,
          confirmation([
            [1, 2],
            [-1, 99],
            [-2, KEYS.holder.publicKey.x],
            [-3, KEYS.holder.publicKey.y],
          ]),
        ),
      ),
      'unknown-suite',
    ],
    ['an algorithm nobody knows', strip(claims, new Map([...header, [1, -999 as never]])), 'unknown-suite'],
    ['no algorithm', strip(claims, new Map([[4, KEYS.shandongStrip.kid as never]])), 'malformed-strip'],
    ['a header more', strip(claims, new Map([...header, [3, 0 as never]])), 'malformed-strip'],
    ['a kid of nine bytes', strip(claims, new Map([...header, [4, new Uint8Array(9) as never]])), 'malformed-strip'],
    ['something unprotected', strip(claims, header, new Map([[99 as never, 1 as never]])), 'malformed-strip'],
    ['no payload', encodeSign1({ protected: header, unprotected: new Map() }, null, signature), 'malformed-strip'],
    [
      'a signature of 63 bytes',
      encodeSign1({ protected: header, unprotected: new Map() }, encodeCbor(claims), signature.slice(1)),
      'malformed-strip',
    ],
    ['no tag', strip(claims).slice(1), 'cose-wrong-tag'],
    ['more bytes than any strip has', new Uint8Array(401), 'cbor-too-large'],
  ];
  test.each(refused)('%s', (_, bytes, code) => {
    expect(codeOf(() => decodeStrip(bytes))).toBe(code);
  });
});

test('what a node says is what a reader reads', () => {
  const instants = fc
    .tuple(fc.nat(2 ** 32 - 3), fc.nat(1000))
    .map(([a, b]) => [a, Math.min(a + 1 + b, 2 ** 32 - 1)] as const);
  fc.assert(
    fc.property(
      fc.record({
        suite: fc.constantFrom<Suite>('ES256', 'SM2-SM3'),
        holderSuite: fc.constantFrom<Suite>('ES256', 'SM2-SM3'),
        kid: fc.uint8Array({ minLength: 1, maxLength: 4 }),
        point: fc.uint8Array({ minLength: 64, maxLength: 64 }),
        instants,
        idx: fc.nat(2 ** 32 - 1),
        colour: fc.constantFrom(...COLOURS),
        scope: fc.constantFrom('370000', '370100', '370102'),
        kind: fc.constantFrom('own' as const, 'dependant' as const),
        keyMaker: fc.constantFrom(...KEY_MAKERS),
        maskedName: fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => Buffer.byteLength(name) <= 29),
        lastFour: fc.stringMatching(/^[0-9A-Z]{4}$/),
      }),
      (sample) => {
        const {
          suite,
          holderSuite,
          kid,
          point,
          instants: [from, to],
          idx,
          ...rest
        } = sample;
        const holder = { suite: holderSuite, x: point.slice(0, 32), y: point.slice(32) };
        const times = { issuedAt: from, notBefore: from, expiresAt: to };
        const claims = greenClaims({ ...rest, ...times, holder, status: { uri: 'https://sd.example/s', idx } });
        const prepared = prepareStrip(claims, { suite, kid });
        const decoded = decodeStrip(prepared.finish(signature));
        expect(decoded.claims).toEqual(claims);
        expect([decoded.suite, toHex(decoded.kid)]).toEqual([suite, toHex(kid)]);
        expect(toHex(decoded.toBeSigned)).toBe(toHex(prepared.toBeSigned));
      },
    ),
    { numRuns: 200 },
  );
});

function confirmation(labels: [number, unknown][]): Map<number, Map<number, unknown>> {
  return new Map([[1, new Map(labels)]]);
}
