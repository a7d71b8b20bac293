import * as cborg from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/hex.ts';
import { type CborInput, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';

describe('the last integer of each length and the first of the next', () => {
  const edges = [0, 1, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
  test.each(edges)('%i, as number and as bigint, positive and negative', (edge) => {
    for (const value of [edge, -1 - edge + (edge === Number.MAX_SAFE_INTEGER ? 1 : 0)]) {
      const expected = toHex(cborg.encode(value));
      expect([toHex(encodeCbor(value)), toHex(encodeCbor(BigInt(value)))]).toEqual([expected, expected]);
      expect(decodeCbor(fromHex(expected))).toBe(value);
    }
  });

  test('−2^53 is beyond the safe integers and becomes a bigint', () => {
    expect(decodeCbor(fromHex('3b001fffffffffffff'))).toBe(-(2n ** 53n));
    expect(decodeCbor(fromHex('1b0020000000000000'))).toBe(2n ** 53n);
  });

  test.each([23, 24, 255, 256, 1000, 1024, 1025, 65_535, 65_536])('a byte string of %i bytes', (length) => {
    const bytes = new Uint8Array(length).fill(7);
    expect(toHex(encodeCbor([bytes, 1]))).toBe(toHex(cborg.encode([bytes, 1])));
  });
});

describe('against another implementation', () => {
  const leaf = fc.oneof(
    fc.maxSafeInteger(),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec<{ value: CborInput }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 30 }),
      fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 30 }),
    ),
  }));

  test('cborg writes the same bytes', () => {
    fc.assert(
      fc.property(value, (input) => {
        expect(toHex(encodeCbor(input))).toBe(toHex(cborg.encode(input, cborg.rfc8949EncodeOptions)));
      }),
      { numRuns: 300 },
    );
  });

  test('what is encoded is decoded again', () => {
    fc.assert(
      fc.property(value, (input) => {
        const encoded = encodeCbor(input);
        expect(toHex(encodeCbor(decodeCbor(encoded) as CborInput))).toBe(toHex(encoded));
      }),
      { numRuns: 300 },
    );
  });

  test('bytes are either refused with an own code or are the one encoding of what they mean', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let decoded: CborValue;
        try {
          decoded = decodeCbor(bytes);
        } catch (error) {
          expect(error).toHaveProperty('name', 'CodecError');
          return;
        }
        expect(toHex(encodeCbor(decoded as CborInput))).toBe(toHex(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
