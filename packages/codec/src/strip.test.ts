import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { fromHex } from '../test/hex.ts';
import { readMap, readSign1 } from '../test/independent-reader.ts';
import { greenClaims, KEYS, NOW, paperClaims, signStrip } from '../test/two-provinces.ts';
import { prepareStrip } from './strip.ts';
import type { StripClaims } from './strip-claims.ts';
import type { Suite } from './suites.ts';

const issuer = { suite: 'ES256', kid: KEYS.shandongStrip.kid } as const;
const signature = new Uint8Array(64).fill(7);

describe('the claims on the wire, read by another decoder', () => {
  test('own code: CWT keys, COSE_Key, Token Status List reference and the private claim', async () => {
    const { x, y } = KEYS.holder.publicKey;
    const [header, unprotected, payload] = readSign1(await signStrip(greenClaims()));
    expect(readMap(header)).toEqual(
      new Map<number, unknown>([
        [1, -7],
        [4, KEYS.shandongStrip.kid],
      ]),
    );
    expect(unprotected).toEqual(new Map());
    expect(readMap(payload)).toEqual(
      new Map<number, unknown>([
        [1, '370000'],
        [4, NOW + 85_800],
        [5, NOW - 600],
        [6, NOW - 600],
        [
          8,
          new Map([
            [
              1,
              new Map<number, unknown>([
                [1, 2],
                [-1, 1],
                [-2, x],
                [-3, y],
              ]),
            ],
          ]),
        ],
        [
          65535,
          new Map([
            [
              'status_list',
              new Map<string, unknown>([
                ['idx', 471_102],
                ['uri', 'https://sd.example/s/1124-07'],
              ]),
            ],
          ]),
        ],
        [-65537, [1, '370000', 0, 0, '*小明', '002X']],
      ]),
    );
  });

  test('paper code: no key, no colour', async () => {
    const claims = readMap(readSign1(await signStrip(paperClaims()))[2]);
    expect(claims.has(8)).toBe(false);
    expect(claims.get(-65537)).toEqual([null, '370000', 2, 1, '*小明', '002X']);
  });

  test('SM2: private-use algorithm and curve', () => {
    const holder = { ...KEYS.holder.publicKey, suite: 'SM2-SM3' } as const;
    const strip = prepareStrip(greenClaims({ holder }), { suite: 'SM2-SM3', kid: fromHex('01020304') }).finish(
      signature,
    );
    const [header, , payload] = readSign1(strip);
    expect(readMap(header).get(1)).toBe(-65537);
    expect(((readMap(payload).get(8) as Map<number, Map<number, number>>).get(1) as Map<number, number>).get(-1)).toBe(
      -65537,
    );
  });

  test('colours are numbered 0 pending, 1 green, 2 yellow, 3 red', async () => {
    const numbers = await Promise.all(
      (['pending', 'green', 'yellow', 'red'] as const).map(
        async (colour) => (readMap(readSign1(await signStrip(greenClaims({ colour })))[2]).get(-65537) as number[])[0],
      ),
    );
    expect(numbers).toEqual([0, 1, 2, 3]);
  });
});

describe('what a node cannot put into a strip', () => {
  const refused: [what: string, changes: Partial<StripClaims>, code: string][] = [
    ['an issuer that is no division code', { issuer: 'SD' }, 'invalid-division'],
    ['a scope outside the issuer’s division', { scope: '140000' }, 'invalid-division'],
    ['a scope above the issuer’s division', { issuer: '370100', scope: '370000' }, 'invalid-division'],
    ['a name of 30 bytes', { maskedName: '测'.repeat(10) }, 'name-too-long'],
    ['an empty name', { maskedName: '' }, 'invalid-claim'],
    ['a name with a lone surrogate', { maskedName: '\ud800' }, 'invalid-utf8'],
    [
      'a status URI of 35 characters',
      { status: { uri: 'https://sd.example/'.padEnd(35, 's'), idx: 1 } },
      'status-uri-too-long',
    ],
    ['a status URI with a character beyond ASCII', { status: { uri: 'https://山.example/', idx: 1 } }, 'invalid-claim'],
    ['a negative index', { status: { uri: 'https://sd.example/s', idx: -1 } }, 'index-out-of-range'],
    ['an index that takes nine bytes', { status: { uri: 'https://sd.example/s', idx: 2 ** 32 } }, 'index-out-of-range'],
    ['a fraction of a second', { issuedAt: NOW + 0.5 }, 'time-out-of-range'],
    ['milliseconds instead of seconds', { expiresAt: NOW * 1000 }, 'time-out-of-range'],
    ['an end before the beginning', { notBefore: NOW + 1, expiresAt: NOW + 1 }, 'time-out-of-range'],
    ['a signing time after the end', { issuedAt: NOW + 90_000 }, 'time-out-of-range'],
    ['lower-case last four', { lastFour: '002x' }, 'invalid-claim'],
    ['five last characters', { lastFour: '1002X' }, 'invalid-claim'],
    ['a colour on paper', { kind: 'paper' }, 'invalid-claim'],
    ['no colour on a phone', { colour: null }, 'invalid-claim'],
    ['a colour nobody knows', { colour: 'blue' as 'green' }, 'invalid-claim'],
    ['a kind nobody knows', { kind: 'guest' as 'own' }, 'invalid-claim'],
    ['a key maker nobody knows', { keyMaker: 'guest' as 'node' }, 'invalid-claim'],
    ['a short coordinate', { holder: { ...KEYS.holder.publicKey, x: new Uint8Array(31) } }, 'invalid-key'],
  ];
  test.each(refused)('%s', (_, changes, code) => {
    expect(codeOf(() => prepareStrip(greenClaims(changes), issuer))).toBe(code);
  });

  test('a paper strip with a holder key', () => {
    expect(codeOf(() => prepareStrip(paperClaims({ holder: KEYS.holder.publicKey }), issuer))).toBe('invalid-claim');
  });

  test('a phone strip without a holder key', () => {
    expect(codeOf(() => prepareStrip(paperClaims({ kind: 'own', colour: 'green' }), issuer))).toBe('invalid-claim');
  });

  const kids: [suite: Suite, bytes: number][] = [
    ['ES256', 9],
    ['SM2-SM3', 5],
    ['ES256', 0],
  ];
  test.each(kids)('%s with a kid of %i bytes', (suite, bytes) => {
    expect(codeOf(() => prepareStrip(greenClaims(), { suite, kid: new Uint8Array(bytes) }))).toBe('kid-too-long');
  });

  test('a signature that is not 64 bytes', () => {
    expect(codeOf(() => prepareStrip(greenClaims(), issuer).finish(new Uint8Array(70)))).toBe(
      'invalid-signature-length',
    );
  });
});
