import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { fromHex, toHex } from '../test/hex.ts';
import { type CborInput, CborTag, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';

describe('the examples of RFC 8949 Appendix A without floating point', () => {
  const examples: [hex: string, value: CborValue][] = [
    ['00', 0],
    ['01', 1],
    ['0a', 10],
    ['17', 23],
    ['1818', 24],
    ['1819', 25],
    ['1864', 100],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
    ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
    ['20', -1],
    ['29', -10],
    ['3863', -100],
    ['3903e7', -1000],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['c074323031332d30332d32315432303a30343a30305a', new CborTag(0, '2013-03-21T20:04:00Z')],
    ['c11a514b67b0', new CborTag(1, 1_363_896_240)],
    ['d74401020304', new CborTag(23, fromHex('01020304'))],
    ['d818456449455446', new CborTag(24, fromHex('6449455446'))],
    ['40', fromHex('')],
    ['4401020304', fromHex('01020304')],
    ['60', ''],
    ['6161', 'a'],
    ['6449455446', 'IETF'],
    ['62225c', '"\\'],
    ['62c3bc', 'ü'],
    ['63e6b0b4', '水'],
    ['64f0908591', '𐅑'],
    ['80', []],
    ['83010203', [1, 2, 3]],
    ['8301820203820405', [1, [2, 3], [4, 5]]],
    ['98190102030405060708090a0b0c0d0e0f101112131415161718181819', Array.from({ length: 25 }, (_, i) => i + 1)],
    ['a0', new Map()],
    [
      'a201020304',
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
    [
      'a26161016162820203',
      new Map<string, CborValue>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
    ['826161a161626163', ['a', new Map([['b', 'c']])]],
  ];

  test.each(examples)('%s encodes and decodes', (hex, value) => {
    expect(toHex(encodeCbor(value as CborInput))).toBe(hex);
    expect(decodeCbor(fromHex(hex))).toEqual(value);
  });

  const indefinite: [hex: string, value: CborValue][] = [
    ['5f42010243030405ff', fromHex('0102030405')],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9fff', []],
    ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
    ['83019f0203ff820405', [1, [2, 3], [4, 5]]],
    [
      'bf61610161629f0203ffff',
      new Map<string, CborValue>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
    [
      'bf6346756ef563416d7421ff',
      new Map<string, CborValue>([
        ['Fun', true],
        ['Amt', -2],
      ]),
    ],
  ];

  test.each(indefinite)('%s is read where any valid CBOR is allowed, and only there', (hex, value) => {
    expect(decodeCbor(fromHex(hex), { encoding: 'valid' })).toEqual(value);
    expect(codeOf(() => decodeCbor(fromHex(hex)))).toBe('cbor-indefinite-length');
  });
});

describe('there is one encoding of each value', () => {
  const refused: [what: string, hex: string, code: string][] = [
    ['an integer in a longer form', '1817', 'cbor-non-minimal'],
    ['an integer in two bytes that fits one', '1900ff', 'cbor-non-minimal'],
    ['an integer in four bytes that fits two', '1a0000ffff', 'cbor-non-minimal'],
    ['an integer in eight bytes that fits four', '1b00000000ffffffff', 'cbor-non-minimal'],
    ['a length in a longer form', '580161', 'cbor-non-minimal'],
    ['keys out of order', 'a203040102', 'cbor-unsorted-keys'],
    ['a longer key before a shorter one', 'a262616101616202', 'cbor-unsorted-keys'],
    ['one key twice', 'a201020103', 'cbor-duplicate-key'],
    ['bytes after the end', '0000', 'cbor-trailing-bytes'],
    ['nothing at all', '', 'cbor-truncated'],
    ['a byte string shorter than it says', '44010203', 'cbor-truncated'],
    ['an array that says four thousand million items', '9affffffff', 'cbor-truncated'],
    ['an array that says 2^63 items', '9b8000000000000000', 'cbor-truncated'],
    ['a byte string that says 2^63 bytes', '5b8000000000000000', 'cbor-truncated'],
    ['a map that says more pairs than there are bytes', 'ba7fffffff0102', 'cbor-truncated'],
    ['a half float', 'f93c00', 'cbor-float'],
    ['a float', 'fa47c35000', 'cbor-float'],
    ['a simple value in a second byte', 'f8ff', 'cbor-unsupported'],
    ['a reserved form behind the double', 'fc', 'cbor-unsupported'],
    ['a double', 'fb3ff199999999999a', 'cbor-float'],
    ['undefined', 'f7', 'cbor-unsupported'],
    ['a simple value', 'f0', 'cbor-unsupported'],
    ['a break without a beginning', 'ff', 'cbor-unsupported'],
    ['a reserved additional information', '1c', 'cbor-unsupported'],
    ['an overlong form in text', '62c080', 'invalid-utf8'],
    ['a surrogate in text', '63eda080', 'invalid-utf8'],
    ['a code point above U+10FFFF in text', '64f4908080', 'invalid-utf8'],
    ['a stray continuation byte in text', '6180', 'invalid-utf8'],
    ['text that ends inside a character', '62e6b0', 'invalid-utf8'],
    ['seventeen levels', `${'81'.repeat(17)}00`, 'cbor-too-deep'],
    ['seventeen tags', `${'c1'.repeat(17)}00`, 'cbor-too-deep'],
  ];

  test.each(refused)('%s is refused', (_, hex, code) => {
    expect(codeOf(() => decodeCbor(fromHex(hex)))).toBe(code);
  });

  test('sixteen levels are read and written', () => {
    const hex = `${'81'.repeat(16)}00`;
    expect(toHex(encodeCbor(decodeCbor(fromHex(hex)) as CborInput))).toBe(hex);
  });

  test('an input beyond the bound is not looked at', () => {
    expect(codeOf(() => decodeCbor(new Uint8Array(11), { maxBytes: 10 }))).toBe('cbor-too-large');
    expect(codeOf(() => decodeCbor(new Uint8Array(10), { maxBytes: 10 }))).toBe('cbor-trailing-bytes');
    expect(codeOf(() => decodeCbor(new Uint8Array(65_537)))).toBe('cbor-too-large');
  });
});

describe('where any valid CBOR is allowed', () => {
  test('longer integers and unsorted keys are read', () => {
    expect(decodeCbor(fromHex('1b0000000000000001'), { encoding: 'valid' })).toBe(1);
    expect(decodeCbor(fromHex('a203040102'), { encoding: 'valid' })).toEqual(
      new Map([
        [3, 4],
        [1, 2],
      ]),
    );
  });

  test('a key twice is refused even when it is written in two ways', () => {
    expect(codeOf(() => decodeCbor(fromHex('a20102180103'), { encoding: 'valid' }))).toBe('cbor-duplicate-key');
  });

  // The malformed items of RFC 8949 Appendix F, one of each kind.
  const malformed = [
    '1e',
    '3d',
    '5c',
    '5f00',
    '5f5f4100ffff',
    '7f4100ff',
    '9f',
    '9f1c',
    'bf01',
    'bfbc',
    'dd',
    'df00',
    'f818',
    'fc',
  ];
  test.each(malformed)('%s is refused', (hex) => {
    expect(codeOf(() => decodeCbor(fromHex(hex), { encoding: 'valid' }))).toMatch(/^cbor-(unsupported|truncated)$/);
  });
});

describe('what cannot be encoded', () => {
  const cyclic: CborInput[] = [];
  cyclic.push(cyclic);
  const refused: [what: string, value: unknown, code: string][] = [
    ['a fraction', 1.5, 'cbor-float'],
    ['a number beyond the safe integers', 2 ** 53, 'cbor-float'],
    ['not a number', Number.NaN, 'cbor-float'],
    ['an integer of 65 bits', 2n ** 64n, 'cbor-not-encodable'],
    ['undefined', undefined, 'cbor-not-encodable'],
    ['a function', () => 1, 'cbor-not-encodable'],
    ['a negative tag', new CborTag(-1, 0), 'cbor-not-encodable'],
    ['a tag of 65 bits', new CborTag(2n ** 64n, 0), 'cbor-not-encodable'],
    ['a tag with a fraction', new CborTag(1.5, 0), 'cbor-not-encodable'],
    [
      'one key twice',
      new Map<CborInput, number>([
        [fromHex('00'), 1],
        [fromHex('00'), 2],
      ]),
      'cbor-duplicate-key',
    ],
    ['a lone surrogate', '\ud800', 'invalid-utf8'],
    ['a surrogate pair in the wrong order', '\udc00\ud800', 'invalid-utf8'],
    ['an array that holds itself', cyclic, 'cbor-too-deep'],
  ];

  test.each(refused)('%s', (_, value, code) => {
    expect(codeOf(() => encodeCbor(value as CborInput))).toBe(code);
  });
});

test('map keys are written in the bytewise order of their encoding, the example of RFC 8949 §4.2.1', () => {
  const keys: CborInput[] = [false, [-1], [100], 'aa', 'z', -1, 100, 10];
  const encoded = encodeCbor(new Map(keys.map((key) => [key, 0])));
  expect(toHex(encoded)).toBe(
    'a8' + ['0a', '1864', '20', '617a', '626161', '811864', '8120', 'f4'].map((k) => `${k}00`).join(''),
  );
});

test('encoding inside a getter does not disturb the encoding around it', () => {
  const value = {
    get a(): CborInput {
      return encodeCbor(['inner']);
    },
    b: 1,
  };
  expect(toHex(encodeCbor(value))).toBe(
    toHex(
      encodeCbor(
        new Map<string, CborInput>([
          ['a', encodeCbor(['inner'])],
          ['b', 1],
        ]),
      ),
    ),
  );
});
