import { describe, expect, it } from 'vitest';
import { newId, newSecret, sha256 } from './ids.ts';

describe('an id', () => {
  it('is a UUID of version 7 with its milliseconds in front (RFC 9562 § 5.7)', () => {
    // The example of appendix A.6: 2022-02-22T19:22:22Z is 017F22E2-79B0.
    const id = newId(new Date('2022-02-22T19:22:22.000Z'));
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts by its time as text', () => {
    const times = [0, 1, 255, 256, 2 ** 32, 1_795_478_400_000, 2 ** 47];
    const ids = times.map((time) => newId(new Date(time)));
    expect(ids.toReversed().toSorted()).toEqual(ids);
  });

  it('is never the same twice, even in the same millisecond', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newId(new Date(0)))).size).toBe(1000);
  });
});

it('a secret is 256 bits in base64url, and never the same twice', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

it('sha256 is that of FIPS 180-4', () => {
  expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
