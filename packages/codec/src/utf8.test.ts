import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { fromHex, toHex } from '../test/hex.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts';

describe('the first and the last code point of each length (RFC 3629 §3)', () => {
  const edges: [point: number, hex: string][] = [
    [0x00, '00'],
    [0x7f, '7f'],
    [0x80, 'c280'],
    [0x7ff, 'dfbf'],
    [0x800, 'e0a080'],
    [0xd7ff, 'ed9fbf'],
    [0xe000, 'ee8080'],
    [0xffff, 'efbfbf'],
    [0x10000, 'f0908080'],
    [0x10ffff, 'f48fbfbf'],
  ];
  test.each(edges)('U+%i', (point, hex) => {
    const text = String.fromCodePoint(point);
    expect([toHex(encodeUtf8(text)), utf8Length(text)]).toEqual([hex, hex.length / 2]);
    expect(decodeUtf8(fromHex(hex))).toBe(text);
  });
});

describe('bytes that are no UTF-8', () => {
  const refused = [
    ['c080', 'overlong U+0000'],
    ['c1bf', 'overlong U+007F'],
    ['e09fbf', 'overlong U+07FF'],
    ['f08fbfbf', 'overlong U+FFFF'],
    ['eda080', 'U+D800'],
    ['edbfbf', 'U+DFFF'],
    ['f4908080', 'U+110000'],
    ['f5808080', 'a lead byte beyond the range'],
    ['ff', 'a byte that never occurs'],
    ['80', 'a continuation byte alone'],
    ['bf', 'the last continuation byte alone'],
    ['c2', 'an end after one of two'],
    ['e6b0', 'an end after two of three'],
    ['f09085', 'an end after three of four'],
    ['c241', 'a letter instead of a continuation'],
    ['e641b4', 'a letter in the second place of three'],
    ['e6b041', 'a letter in the third place of three'],
    ['c2c0', 'a lead byte instead of a continuation'],
  ] as const;
  test.each(refused)('%s: %s', (hex) => {
    expect(codeOf(() => decodeUtf8(fromHex(hex)))).toBe('invalid-utf8');
  });

  test('a character that goes on behind the given end', () => {
    expect(codeOf(() => decodeUtf8(fromHex('61e6b0b4'), 0, 3))).toBe('invalid-utf8');
    expect(decodeUtf8(fromHex('61e6b0b4'), 1, 4)).toBe('水');
  });
});

describe('text that has no UTF-8', () => {
  test.each(['\ud800', '\udbff', '\udc00', '\udfff', 'a\ud800b', '\ud800\ud800', '\udc00\ud800', '\ud83d\ue000'])(
    'lone surrogate %#',
    (text) => {
      expect(codeOf(() => encodeUtf8(text))).toBe('invalid-utf8');
      expect(codeOf(() => utf8Length(text))).toBe('invalid-utf8');
    },
  );
});

test('the platform’s encoder writes the same bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toHex(encodeUtf8(text))).toBe(toHex(new TextEncoder().encode(text)));
    }),
  );
});

test('the platform’s strict decoder refuses and reads the same', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const nearUtf8 = fc.array(
    fc.constantFrom(0x41, 0x80, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
    {
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(nearUtf8, (values) => {
      const bytes = Uint8Array.from(values);
      let text: string | undefined;
      try {
        text = strict.decode(bytes);
      } catch {
        text = undefined;
      }
      if (text === undefined) expect(codeOf(() => decodeUtf8(bytes))).toBe('invalid-utf8');
      else expect(decodeUtf8(bytes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
