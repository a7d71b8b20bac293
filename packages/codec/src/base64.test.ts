import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.ts';

/** RFC 4648 §10. */
const VECTORS = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const;

describe('base64', () => {
  it.each(VECTORS)('of %j is %j, as RFC 4648 §10 prints it', (text, base64) => {
    const bytes = new TextEncoder().encode(text);
    expect(encodeBase64(bytes)).toBe(base64);
    expect(decodeBase64(base64)).toEqual(bytes);
    expect(decodeBase64Url(base64.replace(/=+$/, ''))).toEqual(bytes);
  });

  it('agrees with Node for any bytes, in both alphabets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(encodeBase64(bytes)).toBe(buffer.toString('base64'));
        expect(decodeBase64(buffer.toString('base64'))).toEqual(bytes);
        expect(encodeBase64Url(bytes)).toBe(buffer.toString('base64url'));
        expect(decodeBase64Url(buffer.toString('base64url'))).toEqual(bytes);
      }),
    );
  });

  it.each(['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Z===', 'Zg==\n', 'Zm 9v', 'Zm9v=', '====', 'Zm-_', 'Zm8\u00ff', 'Zmé='])(
    'has no other text for the same bytes: %j is refused',
    (text) => {
      expect(decodeBase64(text)).toBeUndefined();
    },
  );

  it.each(['Zg==', 'Zh', 'Z', 'A', 'AAAAA', 'Zm+v', 'Zm/v', 'Zm9'])('of URLs refuses %j', (text) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  });

  it('reads one text only: whatever it accepts is what it writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8, unit: fc.constantFrom(...'AZaz09+/=-_ ') }), (text) => {
        const bytes = decodeBase64(text);
        if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
