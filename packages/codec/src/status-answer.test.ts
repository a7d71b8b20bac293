import { expect, test } from 'vitest';
import { statusAnswer } from './status-answer.ts';

// Two bits each, least significant first: 0, 1, 2, 3.
const list = { uri: 'https://a.example/s/1', issuedAt: 100, bits: 2, list: Uint8Array.of(0b11_10_01_00) } as const;

test.each([
  [0, 0],
  [1, 1],
  [2, 3],
  [3, 3],
])('the status of index %i is read as %i, as of the signing of the list', (idx, status) => {
  expect(statusAnswer(list, idx)).toEqual({ status, asOf: 100 });
});

test('the end of the list goes with its word', () => {
  expect(statusAnswer({ ...list, expiresAt: 200 }, 0)).toEqual({ status: 0, asOf: 100, expiresAt: 200 });
});

test('of an index beyond the list nothing is said', () => {
  expect(statusAnswer(list, 4)).toBeUndefined();
});
