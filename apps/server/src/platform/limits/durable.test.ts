import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { problemOf } from '../../../test/refusal.ts';
import { createManualClock, day, hour } from '../../../test/manual-clock.ts';
import { dumpTables } from '../../../test/tables.ts';
import type { DbHandle } from '../db.ts';
import { createSeal } from '../seal.ts';
import { charge, forgetLimits, type DurableLimit, type LimitDeps } from './durable.ts';
import { tryAfterDelay } from './growing-delay.ts';
import { createLease } from './lease.ts';

let handle: DbHandle;
const clock = createManualClock();
let deps: LimitDeps;
beforeAll(async () => {
  handle = await openTestDatabase();
  deps = { db: handle.db, clock, seal: createSeal(new Map([[1, Buffer.alloc(32, 1)]]), Buffer.alloc(32, 2)) };
});
afterAll(() => handle.close());

let limits = 0;
/** Another limit at every call. */
const limitOf = (count: number, seconds = 60): DurableLimit => ({
  name: `test-${(limits += 1)}`,
  count,
  seconds,
  problem: 'too-many-requests',
});
const use = (limit: DurableLimit, subject = 'somebody', amount = 1) =>
  problemOf(charge(deps, [{ limit, subject, amount }]));

describe('a durable limit', () => {
  it('lets its count pass at once and gives one back in each part of its time', async () => {
    const limit = limitOf(3);
    const answers = [];
    for (const seconds of [0, 0, 0, 0, 19, 1, 0]) {
      clock.forward(seconds);
      answers.push(await use(limit));
    }
    const refused = 'too-many-requests';
    expect(answers).toEqual(['none', 'none', 'none', refused, refused, 'none', refused]);
  });

  it('lets its count pass also when a hundred come at the same time', async () => {
    const limit = limitOf(7);
    const answers = await Promise.all(Array.from({ length: 100 }, () => use(limit)));
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(7);
  });

  it('counts everybody alone', async () => {
    const limit = limitOf(1);
    expect([await use(limit, 'a'), await use(limit, 'a'), await use(limit, 'b')]).toEqual([
      'none',
      'too-many-requests',
      'none',
    ]);
  });

  it('says when there is one again', async () => {
    const limit = limitOf(2, hour);
    await use(limit, 'somebody', 2);
    clock.forward(600);
    const refusal = await charge(deps, [{ limit, subject: 'somebody' }]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'too-many-requests', more: { retryAfterSeconds: 1200 } });
  });

  it('that is refused among several leaves the others as they were', async () => {
    const [wide, narrow] = [limitOf(2), limitOf(1)];
    await use(narrow);
    const both = [wide, narrow].map((limit) => ({ limit, subject: 'somebody' }));
    expect(await problemOf(charge(deps, both))).toBe('too-many-requests');
    expect([await use(wide), await use(wide), await use(wide)]).toEqual(['none', 'none', 'too-many-requests']);
  });

  it('takes back what was given back', async () => {
    const limit = limitOf(1);
    const giveBack = await charge(deps, [{ limit, subject: 'somebody' }]);
    await giveBack();
    expect([await use(limit), await use(limit)]).toEqual(['none', 'too-many-requests']);
  });

  it('after a clock that was set back by a day is all used, and not for longer than its time', async () => {
    const limit = limitOf(2);
    clock.forward(day);
    await use(limit);
    clock.forward(-day);
    expect(await use(limit)).toBe('too-many-requests');
    clock.forward(60);
    expect(await use(limit)).toBe('none');
  });

  it('is kept under a keyed index: nobody reads there whose it is', async () => {
    await use(limitOf(1), '15435614308');
    const dump = await dumpTables(handle.db);
    expect(dump).not.toContain('15435614308');
    expect(dump).not.toContain(Buffer.from('15435614308').toString('hex'));
  });

  it('is forgotten once all of it is back, and not before', async () => {
    const limit = limitOf(2);
    await use(limit, 'somebody', 2);
    clock.forward(59);
    await forgetLimits(deps, clock.now());
    expect(await use(limit, 'somebody', 2)).toBe('too-many-requests');
    clock.forward(day);
    await forgetLimits(deps, clock.now());
    expect(await handle.db.selectFrom('limit_use').selectAll().execute()).toEqual([]);
  });
});

describe('a delay that grows', () => {
  const delay = { name: 'delay', problem: 'login-too-soon', free: 3, maximumSeconds: 900 } as const;
  const fail = (subject: string) => problemOf(tryAfterDelay(deps, delay, subject));

  it('is nothing for three failures, then 1, 2, 4 seconds, and a quarter of an hour at last', async () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 16; failure += 1) {
      let waited = 0;
      for (; (await fail('a')) !== 'none'; waited += 1) clock.forward(1);
      waits.push(waited);
    }
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  it('holds for tries at the same time as for tries one after another', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => fail('b')));
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(4);
  });

  it('is over when one succeeds', async () => {
    for (let failure = 0; failure < 3; failure += 1) await fail('c');
    const succeeded = await tryAfterDelay(deps, delay, 'c');
    expect(await fail('c')).toBe('login-too-soon');
    await succeeded();
    expect(await fail('c')).toBe('none');
  });
});

describe('a lease', () => {
  it('lets the limit pass, over two processes, and writes a row once for a hundredth of it', async () => {
    const limit = limitOf(1000);
    const [one, two] = [createLease(deps, limit), createLease(deps, limit)];
    let passed = 0;
    for (let call = 0; call < 1200; call += 1) {
      if ((await problemOf((call % 2 === 0 ? one : two)('140000', 1))) === 'none') passed += 1;
    }
    expect(passed).toBe(1000);
    expect(await problemOf(createLease(deps, limit)('370000', 500))).toBe('none');
    expect(await problemOf(createLease(deps, limit)('370000', 501))).toBe('too-many-requests');
  });
});
