import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compareSpans, concatBytes, equalBytes, isBytes } from './bytes.ts';
import { encodeCbor } from './cbor.ts';

const of = (...values: number[]): Uint8Array => Uint8Array.of(...values);

test('byte strings are joined in order', () => {
  expect(concatBytes(of(1, 2), of(), of(3))).toEqual(of(1, 2, 3));
});

describe('equal', () => {
  const cases: [a: Uint8Array, b: Uint8Array, equal: boolean][] = [
    [of(), of(), true],
    [of(1, 2), of(1, 2), true],
    [of(1, 2), of(1, 3), false],
    [of(1, 2), of(1, 2, 3), false],
    [of(1, 2, 3), of(1, 2), false],
  ];
  test.each(cases)('%o and %o: %s', (a, b, equal) => {
    expect(equalBytes(a, b)).toBe(equal);
  });
});

test('stretches are ordered by their first difference, and a beginning comes before the whole', () => {
  const bytes = of(1, 2, 3, 1, 2, 1, 3, 0xff);
  const sign = (a: [number, number], b: [number, number]): number =>
    Math.sign(compareSpans(bytes, { start: a[0], end: a[1] }, { start: b[0], end: b[1] }));
  expect([
    sign([0, 2], [3, 5]),
    sign([0, 3], [3, 5]),
    sign([3, 5], [0, 3]),
    sign([3, 5], [5, 7]),
    sign([7, 8], [0, 3]),
  ]).toEqual([0, 1, -1, -1, 1]);
});

describe('a byte string', () => {
  test('of another realm is one', () => {
    const foreign: unknown = runInNewContext('Uint8Array.of(1, 2)');
    expect([foreign instanceof Uint8Array, isBytes(foreign)]).toEqual([false, true]);
    expect(encodeCbor(foreign as Uint8Array)).toEqual(of(0x42, 1, 2));
  });

  test.each([[[1, 2]], [new Uint16Array(2)], [new ArrayBuffer(2)], ['12'], [null], [undefined]])(
    '%o is none',
    (value) => {
      expect(isBytes(value)).toBe(false);
    },
  );
});
