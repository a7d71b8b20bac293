import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPermutation } from './permutation.ts';
import { parseShardName, parseStatusPlace, shardUri, statusPlace } from './status-index.ts';

const key = createHash('sha256').update('key').digest();

describe('the permutation of a validity day', () => {
  it.each([2, 3, 9, 10])('of %i bits reaches every place exactly once', (bits) => {
    const { forward } = createPermutation(bits, key, '2026-11-24');
    const reached = Array.from({ length: 2 ** bits }, (_, ordinal) => forward(ordinal));
    expect(new Set(reached).size).toBe(2 ** bits);
    expect(Math.min(...reached)).toBe(0);
    expect(Math.max(...reached)).toBe(2 ** bits - 1);
  });

  it.each([2, 9, 20, 27])('of %i bits is the same when it remembers, the second time as well', (bits) => {
    const [plain, remembering] = [createPermutation(bits, key, 'day'), createPermutation(bits, key, 'day', true)];
    for (let time = 0; time < 2; time++) {
      for (let ordinal = 0; ordinal < 2 ** bits; ordinal += Math.ceil(2 ** bits / 97)) {
        const idx = plain.forward(ordinal);
        expect([remembering.forward(ordinal), remembering.backward(idx)]).toEqual([idx, ordinal]);
      }
    }
  });

  it('leads back from every place, for every size, key and day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string(),
        fc.nat(),
        (bits, secret, tweak, number) => {
          const { forward, backward } = createPermutation(bits, secret, tweak);
          const ordinal = number % 2 ** bits;
          const place = forward(ordinal);
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThan(2 ** bits);
          expect(backward(place)).toBe(ordinal);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hides order and neighbourhood: consecutive places lie apart as if thrown', () => {
    const { forward } = createPermutation(20, key, '2026-11-24');
    const places = Array.from({ length: 1000 }, (_, ordinal) => forward(ordinal));
    const rising = places.filter((place, position) => position > 0 && place > places[position - 1]!).length;
    // Half of 999 steps, give or take six standard deviations (σ² ≈ n/12 for runs up).
    expect(Math.abs(rising - 499.5)).toBeLessThan(6 * Math.sqrt(1000 / 12));
    const near = places.filter(
      (place, position) => position > 0 && Math.abs(place - places[position - 1]!) < 1000,
    ).length;
    // A distance below 1000 of 2^20 has a chance of about 0.2 %: two expected.
    expect(near).toBeLessThan(15);
  });

  it('is another one for another day and for another key', () => {
    const sample = (secret: Buffer, tweak: string) =>
      Array.from({ length: 50 }, (_, n) => createPermutation(20, secret, tweak).forward(n));
    const first = sample(key, '2026-11-24');
    expect(sample(key, '2026-11-24')).toEqual(first);
    expect(sample(key, '2026-11-25').filter((place, n) => place === first[n])).toHaveLength(0);
    expect(
      sample(createHash('sha256').update('other').digest(), '2026-11-24').filter((place, n) => place === first[n]),
    ).toHaveLength(0);
  });

  it('takes nothing outside its size', () => {
    const { forward, backward } = createPermutation(4, key, '');
    for (const outside of [-1, 16, 1.5, NaN]) {
      expect(() => forward(outside)).toThrow(RangeError);
      expect(() => backward(outside)).toThrow(RangeError);
    }
  });
});

describe('the name of a shard', () => {
  const deps = (publicUrl = 'https://sd.tx.example') =>
    ({ config: { http: { publicUrl } } }) as unknown as Parameters<typeof shardUri>[0];
  const validDay = fc
    .integer({ min: 1296, max: 46_655 })
    .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

  it('leads back to day and shard', () => {
    fc.assert(
      fc.property(validDay, fc.integer({ min: 0, max: 1023 }), (validityDay, shard) => {
        const uri = shardUri(deps(), validityDay, shard);
        expect(parseShardName(uri.slice(uri.lastIndexOf('/') + 1))).toEqual({ validityDay, shard });
      }),
    );
  });

  it('leads from a place in a list back to the index of the day', () => {
    fc.assert(
      fc.property(validDay, fc.integer({ min: 0, max: 2 ** 30 - 1 }), (validityDay, idx) => {
        const there = statusPlace(deps(), validityDay, idx);
        expect(there.idx).toBeLessThan(2 ** 20);
        expect(parseStatusPlace(deps(), there)).toEqual({ validityDay, idx });
      }),
    );
  });

  it('makes a URI of at most 34 bytes for a node with a host name of 18', () => {
    expect(shardUri(deps('https://sd.tongxing.exampl'.slice(0, 26)), '2097-09-26', 1023).length).toBe(26 + 3 + 5);
  });

  it.each(['', 'g18', 'G180', 'g18-1', '-180', 'g18 0', 'g1800', 'g180x', 'g18１', '__proto__'])(
    'is not %j',
    (name) => {
      expect(parseShardName(name)).toBeUndefined();
      expect(parseStatusPlace(deps(), { uri: `https://sd.tx.example/s/${name}`, idx: 5 })).toBeUndefined();
    },
  );

  it('of another node, or a place beyond a list, is none of ours', () => {
    expect(parseStatusPlace(deps(), { uri: 'https://sx.tx.example/s/g180', idx: 5 })).toBeUndefined();
    expect(parseStatusPlace(deps(), { uri: 'https://sd.tx.example/s/g180', idx: 2 ** 20 })).toBeUndefined();
    expect(parseStatusPlace(deps(), { uri: 'https://sd.tx.example/s/g180', idx: 5 })).toEqual({
      validityDay: '2026-11-23',
      idx: 5,
    });
  });
});
