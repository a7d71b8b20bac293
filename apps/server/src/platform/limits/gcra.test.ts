import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { take } from './gcra.ts';
import { createMemoryLimits } from './memory.ts';

/** Takes at each of the instants (seconds); true where it was allowed. */
function allowedAt(limit: { count: number; seconds: number }, instants: readonly number[]): boolean[] {
  let usedUntil = 0;
  return instants.map((second) => {
    const taken = take(limit, usedUntil, 1_000_000 + second * 1000);
    usedUntil = taken.usedUntil;
    return taken.allowed;
  });
}

describe('a limit of three in a minute', () => {
  const limit = { count: 3, seconds: 60 };

  it('lets three pass at once and no fourth', () => {
    expect(allowedAt(limit, [0, 0, 0, 0])).toEqual([true, true, true, false]);
  });

  it('gives one back every twenty seconds', () => {
    expect(allowedAt(limit, [0, 0, 0, 19.9, 20, 20, 39.9, 40])).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('lets five pass in the first minute and three in each further one, however they are asked for', () => {
    const everySecond = allowedAt(
      limit,
      Array.from({ length: 180 }, (_, second) => second),
    );
    const inMinute = (minute: number) => everySecond.slice(minute * 60, minute * 60 + 60).filter(Boolean).length;
    expect([inMinute(0), inMinute(1), inMinute(2)]).toEqual([5, 3, 3]);
  });

  it('says how many are left, and how long until the next', () => {
    const first = take(limit, 0, 0);
    expect([first.remaining, first.waitMs]).toEqual([2, 0]);
    const fourth = take(limit, 60_000, 5_000);
    expect([fourth.allowed, fourth.remaining, fourth.waitMs]).toEqual([false, 0, 15_000]);
  });

  it('whose clock is set back by a day costs a minute at most', () => {
    const taken = take(limit, 86_400_000, 0);
    expect([taken.allowed, taken.waitMs]).toEqual([false, 20_000]);
  });
});

it('a limit that does not divide its time evenly still lets exactly its count pass', () => {
  expect(
    allowedAt(
      { count: 7, seconds: 60 },
      Array.from({ length: 9 }, () => 0),
    ).filter(Boolean),
  ).toHaveLength(7);
});

it('memory is bounded: past the most, who was quiet longest is forgotten, and nobody else', () => {
  const limits = createMemoryLimits(createManualClock(), 100);
  const limit = { count: 1, seconds: 60 };
  const allowed = (key: string) => limits.take(key, limit).allowed;
  for (let key = 0; key < 100; key += 1) expect(allowed(String(key))).toBe(true);
  expect(allowed('0')).toBe(false);
  expect(allowed('one more')).toBe(true);
  expect(limits.size).toBe(100);
  expect(allowed('0')).toBe(false);
  expect(allowed('1')).toBe(true);
});

it('a clock that is set back shuts nobody out: what a process remembers of the time before counts no longer', () => {
  const clock = createManualClock();
  const limits = createMemoryLimits(clock);
  const limit = { count: 2, seconds: 60 };
  const allowed = () => limits.take('a', limit).allowed;
  clock.forward(3600);
  expect([allowed(), allowed(), allowed()]).toEqual([true, true, false]);
  clock.forward(-3600);
  expect([allowed(), allowed(), allowed()]).toEqual([true, true, false]);
});
