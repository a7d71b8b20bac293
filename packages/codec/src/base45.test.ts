import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { encodeUtf8 } from './utf8.ts';

describe('the examples of RFC 9285 §4.3 and §4.4', () => {
  const examples: [plain: string, text: string][] = [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ];

  test.each(examples)('%s is %s', (plain, text) => {
    expect(encodeBase45(encodeUtf8(plain))).toBe(text);
    expect(decodeBase45(text)).toEqual(encodeUtf8(plain));
  });
});

describe('text that no encoder writes', () => {
  const refused: [what: string, text: string, code: string][] = [
    ['one character', 'A', 'base45-length'],
    ['four characters', 'BB8B', 'base45-length'],
    ['a lower-case letter', 'bb8', 'base45-character'],
    ['a character beyond ASCII', 'B\u00c08', 'base45-character'],
    ['a line end', 'BB\n', 'base45-character'],
    // FGW is 65535 (RFC 9285 §6), so GGW is 65536.
    ['three characters above 65535', 'GGW', 'base45-overflow'],
    ['the three highest characters', ':::', 'base45-overflow'],
    // U5 is 30 + 5 × 45 = 255, so V5 is 256.
    ['two characters above 255', 'V5', 'base45-overflow'],
  ];

  test.each(refused)('%s', (_, text, code) => {
    expect(codeOf(() => decodeBase45(text))).toBe(code);
  });

  test('the largest groups are read', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255));
    expect(decodeBase45('U5')).toEqual(Uint8Array.of(255));
  });
});

test('what is encoded is decoded again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
    }),
  );
});

test('no two texts yield the same bytes', () => {
  const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }), (text) => {
      let bytes: Uint8Array;
      try {
        bytes = decodeBase45(text);
      } catch (error) {
        expect(error).toHaveProperty('name', 'CodecError');
        return;
      }
      expect(encodeBase45(bytes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
