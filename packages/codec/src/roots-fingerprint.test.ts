import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from './es256.ts';
import { rootsFingerprint } from './roots-fingerprint.ts';
import type { RootKey } from './trust-list.ts';

const root = (byte: number): RootKey => ({
  kid: new Uint8Array(2).fill(byte),
  key: { suite: 'ES256', x: new Uint8Array(3).fill(byte + 1), y: new Uint8Array(3).fill(byte + 2) },
});
const [first, second] = [root(0x10), root(0x20)];
const of = (keys: readonly RootKey[], threshold: number) => rootsFingerprint({ keys, threshold }, sha256);

/** CBOR by hand (RFC 8949): an array of three, a text of 17, 2, an array of two arrays of four. */
const byHand = Buffer.from(
  `83 71${Buffer.from('tongxing-roots-v1').toString('hex')} 02 82
   84 421010 65${Buffer.from('ES256').toString('hex')} 43111111 43121212
   84 422020 65${Buffer.from('ES256').toString('hex')} 43212121 43222222`.replaceAll(/\s/g, ''),
  'hex',
);

test('the fingerprint of root keys is 128 bits of SHA-256, in whatever order they come', () => {
  const expected = createHash('sha256').update(byHand).digest().subarray(0, 16).toString('base64url');
  expect(of([first, second], 2)).toBe(expected);
  expect(of([second, first], 2)).toBe(expected);
});

test('other keys, fewer, more, or another threshold have another', () => {
  const changed = { ...second, key: { ...second.key, y: Uint8Array.of(0x22, 0x22, 0x23) } };
  const all = [
    of([first, second], 2),
    of([first, second], 1),
    of([first], 2),
    of([first, second, root(9)], 2),
    of([first, changed], 2),
  ];
  expect(new Set(all).size).toBe(5);
});
