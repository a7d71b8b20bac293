import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { fromHex, toHex } from '../test/hex.ts';
import { hmacSm3, sm3 } from './sm3.ts';

const bytesOfLength = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (length * 31 + i * 7) & 255);

it.each([
  ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
])('SM3 of %j is as GB/T 32905-2016 annex A prints it', (text, digest) => {
  expect(toHex(sm3(new TextEncoder().encode(text)))).toBe(digest);
});

it('SM3 agrees with OpenSSL at every length up to four blocks, and far beyond', () => {
  for (const length of [...Array.from({ length: 257 }, (_, i) => i), 10_000, 1_000_003]) {
    const bytes = bytesOfLength(length);
    expect([length, toHex(sm3(bytes))]).toEqual([length, createHash('sm3').update(bytes).digest('hex')]);
  }
});

it('SM3 reads a part of a larger buffer, and leaves it as it was', () => {
  const whole = bytesOfLength(100);
  expect(toHex(sm3(whole.subarray(20, 60)))).toBe(createHash('sm3').update(whole.slice(20, 60)).digest('hex'));
  expect(whole).toEqual(bytesOfLength(100));
});

it('HMAC-SM3 is as RFC 2104 has it, checked by OpenSSL, for keys up to one block', () => {
  for (const length of [0, 1, 32, 63, 64]) {
    const [key, message] = [bytesOfLength(length), bytesOfLength(3 * length)];
    expect(toHex(hmacSm3(key, message))).toBe(createHmac('sm3', key).update(message).digest('hex'));
  }
  expect(toHex(hmacSm3(fromHex('00'), fromHex('00')))).not.toBe(toHex(hmacSm3(fromHex('01'), fromHex('00'))));
});
