import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createManualClock, hour } from '../../../test/manual-clock.ts';
import { transact, type DbHandle } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { createSeal } from '../../platform/seal.ts';
import type { ProvinceProfile } from '../../province.ts';
import { createAdmission, type Load, useTickets } from './index.ts';

let handle: DbHandle;
const clock = createManualClock();
const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]), Buffer.alloc(32, 2));
const province = { recognition: { decideWithinSeconds: 3 } } as ProvinceProfile;
/** A hundred a second when busy: three hundred are as many as are decided within three seconds. */
const load: { -readonly [K in keyof Load]: Load[K] } = { undecided: 0, perSecond: 100 };
let behind = false;

beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());
beforeEach(async () => {
  await handle.db.deleteFrom('admission').execute();
  await handle.db.deleteFrom('used_ticket').execute();
  Object.assign(load, { undecided: 0, perSecond: 100 });
  behind = false;
  clock.forward(hour);
});

const open = () =>
  createAdmission({ db: handle.db, clock, seal, province, strain: () => behind, load: async () => ({ ...load }) });

type Door = ReturnType<typeof open>;
type Given = NonNullable<Refusal['more']['ticket']>;

/** Comes to the door: let in, which uses up the ticket as an application does, or given a ticket. */
async function come(door: Door, personId: string = randomUUID(), ticket?: string, size = 1): Promise<'in' | Given> {
  try {
    return await door({ personId, ticket, size }, async (used) => {
      if (used !== undefined) await transact(handle.db, (tx) => useTickets(tx, [used]));
      return 'in' as const;
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'conversion-queue' && error.more.ticket !== undefined) {
      return error.more.ticket;
    }
    throw error;
  }
}

const given = async (door: Door, personId?: string, ticket?: string): Promise<Given> => {
  const answer = await come(door, personId, ticket);
  if (answer === 'in') throw new Error('was let in');
  return answer;
};

/** Seconds after which she is told to come again. */
async function waitOf(door: Door, personId: string): Promise<number> {
  const refusal: unknown = await door({ personId, ticket: undefined, size: 1 }, async () => 'in').catch(
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refusal)) return 0;
  return refusal.more.retryAfterSeconds ?? 0;
}

describe('the door', () => {
  it('lets everybody in while they can be decided in time, and then gives places in the order of arrival [M28]', async () => {
    const door = open();
    load.undecided = 298;
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await come(door));
    expect(answers.slice(0, 2)).toEqual(['in', 'in']);
    expect(answers.slice(2)).toMatchObject([
      { place: 1, ahead: 0 },
      { place: 2, ahead: 1 },
      { place: 3, ahead: 2 },
    ]);
  });

  it('counts a family as many applications and gives it one place', async () => {
    const door = open();
    load.undecided = 297;
    expect(await come(door, randomUUID(), undefined, 4)).toMatchObject({ place: 1 });
    expect(await come(door)).toMatchObject({ place: 2 });
  });

  it('says when a place is likely to be called by the pace of the node', async () => {
    const door = open();
    load.undecided = 300;
    await Promise.all(Array.from({ length: 499 }, () => come(door)));
    const answer = await given(door);
    // Place 500 at a hundred a second: in five seconds.
    expect(answer).toMatchObject({ place: 500, ahead: 499 });
    expect(Date.parse(answer.notBefore) - clock.now().getTime()).toBe(5000);
  });

  it('has her come at half the time, again and again while the crowd is there, a few times in all', async () => {
    const door = open();
    load.undecided = 300;
    await Promise.all(Array.from({ length: 999 }, () => come(door)));
    const she = randomUUID();
    const waits = [await waitOf(door, she)];
    while (waits.at(-1)! > 1) {
      const seconds = waits.at(-1)!;
      clock.forward(seconds);
      // Places are called at a hundred a second.
      await handle.db
        .updateTable('admission')
        .set((e) => ({ called: e('called', '+', seconds * 100) }))
        .execute();
      waits.push(await waitOf(door, she));
    }
    expect(waits).toEqual([5, 3, 2, 0]);
  });

  it('lets her in at half the time where the crowd has gone, and nobody who comes later before her', async () => {
    const door = open();
    load.undecided = 300;
    await Promise.all(Array.from({ length: 999 }, () => come(door)));
    const she = randomUUID();
    const { ticket, notBefore } = await given(door, she);
    load.undecided = 0;
    let seconds = 0;
    for (; seconds < 5; seconds += 1) {
      clock.forward(1);
      await come(door);
    }
    expect(await come(door, she, ticket)).toBe('in');
    expect(Date.parse(notBefore)).toBeGreaterThan(clock.now().getTime());
  });

  it('gives everybody a place while this process is behind with everything, few as there may be to decide', async () => {
    const door = open();
    behind = true;
    expect(await come(door)).toMatchObject({ place: 1 });
  });

  it('calls nobody while as many are undecided as can be decided in time, and lets nobody pass those who wait', async () => {
    const door = open();
    load.undecided = 300;
    const [she, other] = [randomUUID(), randomUUID()];
    const ticket = await given(door, she);
    clock.forward(10);
    expect(await given(door, she, ticket.ticket)).toMatchObject({ place: 1 });
    load.undecided = 299;
    // There is room for one, and one waits: who has no ticket goes behind her.
    expect(await come(door, other)).toMatchObject({ place: 2 });
    clock.forward(1);
    expect(await come(door, she, ticket.ticket)).toBe('in');
  });

  it('opens for everybody again once all who waited have been called', async () => {
    const door = open();
    load.undecided = 300;
    const first = await given(door);
    load.undecided = 0;
    clock.forward(1);
    expect(await come(door)).toBe('in');
    expect(first.place).toBe(1);
  });

  it('is open again within seconds after a crowd has gone with its tickets, however many there were', async () => {
    const door = open();
    load.undecided = 300;
    await handle.db
      .insertInto('admission')
      .values({ queue: 'conversion', issued: 100_000, called: 0, called_at: clock.now() })
      .execute();
    expect(await come(door)).toMatchObject({ place: 100_001 });
    load.undecided = 0;
    // At a hundred a second, and a third more since some never come, it would take more than twelve minutes.
    let seconds = 0;
    for (; (await come(door)) !== 'in'; seconds += 0.5) clock.forward(0.5);
    expect(seconds).toBeLessThan(10);
  });

  it('calls those who are at home also while nobody comes, until none waits', async () => {
    const later: (() => void)[] = [];
    const after = (_: number, work: () => void) => void later.push(work);
    const load = { undecided: 300, perSecond: 100 };
    const door = createAdmission({ db: handle.db, clock, seal, province, load: async () => load, after });
    await Promise.all(Array.from({ length: 2000 }, () => come(door)));
    load.undecided = 0;
    const waiting = async () => {
      const { issued, called } = await handle.db.selectFrom('admission').selectAll().executeTakeFirstOrThrow();
      return issued - called;
    };
    let seconds = 0;
    for (; (await waiting()) > 0; seconds += 0.5) {
      clock.forward(0.5);
      later.pop()!();
      await vi.waitFor(async () => expect(later.length === 1 || (await waiting()) === 0).toBe(true));
    }
    expect(seconds).toBeLessThan(10);
  });

  it('is in no hurry because nobody came while nobody waited', async () => {
    const door = open();
    for (let second = 0; second < 10; second += 1) {
      expect(await come(door)).toBe('in');
      clock.forward(1);
    }
    const waits = { queue: 'conversion', issued: 2000, called: 0, called_at: clock.now() };
    await handle.db.deleteFrom('admission').execute();
    await handle.db.insertInto('admission').values(waits).execute();
    clock.forward(1);
    expect(await come(door)).toMatchObject({ place: 2001 });
  });

  it('calls no faster than it decides while those come whose turn it is, little as there may be to do at times', async () => {
    const door = open();
    load.undecided = 300;
    const people = Array.from({ length: 400 }, () => randomUUID());
    const tickets = await Promise.all(people.map((she) => given(door, she)));
    const waiting = new Map(people.map((she, n) => [she, tickets[n] as Given]));
    load.undecided = 0;
    for (let second = 0; second < 2; second += 1) {
      clock.forward(1);
      const called = [...waiting].slice(0, 100);
      const answers = await Promise.all(called.map(([she, { ticket }]) => come(door, she, ticket)));
      expect(answers.filter((answer) => answer !== 'in')).toEqual([]);
      for (const [she] of called) waiting.delete(she);
    }
    // Two seconds at a hundred and thirty a second, of which the first hundred of each came.
    const behind = await given(door);
    expect(behind.ahead).toBeGreaterThanOrEqual(400 - 260);
  });

  it('asks the database nothing about the ticket of a place that is not called yet', async () => {
    const door = open();
    load.undecided = 300;
    const she = randomUUID();
    const first = await given(door, she);
    const connect = vi.spyOn(handle.pool, 'connect');
    const again = await given(door, she, first.ticket);
    expect([again.place, connect.mock.calls]).toEqual([first.place, []]);
    connect.mockRestore();
  });

  it('keeps the place of who comes again without her ticket, as who refreshes the page does', async () => {
    const door = open();
    load.undecided = 300;
    const she = randomUUID();
    const places = [];
    for (let n = 0; n < 3; n += 1) places.push((await given(door, she)).place);
    expect(places).toEqual([1, 1, 1]);
    expect((await given(door)).place).toBe(2);
  });
});

describe('a ticket that is none', () => {
  /** Somebody whose place has been called, and a full house for everybody else. */
  async function calledAndFull(door: Door) {
    load.undecided = 300;
    const she = randomUUID();
    const { ticket } = await given(door, she);
    load.undecided = 290;
    clock.forward(1);
    await come(door);
    load.undecided = 300;
    clock.forward(1);
    return { she, ticket };
  }

  it('goes behind like no ticket at all: forged, of somebody else, or expired', async () => {
    const door = open();
    const { ticket } = await calledAndFull(door);
    const behindAll = (await given(door)).place;
    expect((await given(door, randomUUID(), ticket)).place).toBe(behindAll + 1);
    expect((await given(door, randomUUID(), ticket.replace(/.$/, 'A'))).place).toBe(behindAll + 2);
    const late = open();
    const hers = randomUUID();
    const old = await given(late, hers);
    clock.forward(13 * hour);
    expect((await given(late, hers, old.ticket)).place).toBeGreaterThan(old.place);
  });

  it('lets in once: used again it goes behind, also by another ticket of the same place and in another process', async () => {
    const door = open();
    load.undecided = 300;
    const she = randomUUID();
    const first = await given(door, she);
    clock.forward(1);
    // Asked again too early: the same place, another text.
    const second = await given(door, she, first.ticket);
    expect([second.place, second.ticket === first.ticket]).toEqual([1, false]);
    load.undecided = 200;
    clock.forward(1);
    expect(await come(door, she, first.ticket)).toBe('in');
    load.undecided = 300;
    clock.forward(1);
    for (const ticket of [first.ticket, second.ticket]) {
      expect((await given(open(), she, ticket)).place).toBeGreaterThan(1);
    }
  });
});

describe('places', () => {
  it('are called in their order over two processes: nobody is let in before somebody with an earlier place who is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ seconds: fc.integer({ min: 0, max: 2 }), busy: fc.integer({ min: 150, max: 400 }) }), {
          minLength: 5,
          maxLength: 12,
        }),
        async (turns) => {
          await handle.db.deleteFrom('admission').execute();
          clock.forward(13 * hour);
          const doors = [open(), open()];
          load.undecided = 300;
          const waiting = new Map<string, Given & { readonly at: number }>();
          const [enter, called] = [[] as number[], new Set<string>()];
          for (const [turn, { seconds, busy }] of turns.entries()) {
            clock.forward(seconds);
            load.undecided = busy;
            for (let n = 0; n < 3; n += 1) {
              const personId = randomUUID();
              const answer = await come(doors[(turn + n) % 2] as Door, personId);
              const at = clock.now().getTime();
              // Whoever comes without a ticket is let in only when everybody has been called who waits, as far as the two processes can
              // know: what one has done in this moment the other learns in the next.
              if (answer === 'in') for (const [each, since] of waiting) if (since.at < at) called.add(each);
              if (answer !== 'in') waiting.set(personId, { ...answer, at });
            }
            for (const [personId, { ticket, place }] of [...waiting].toSorted(() => (turn % 2 === 0 ? 1 : -1))) {
              const answer = await come(doors[turn % 2] as Door, personId, ticket);
              if (answer !== 'in') continue;
              enter.push(place);
              waiting.delete(personId);
            }
            expect([...called].filter((each) => waiting.has(each))).toEqual([]);
            // All of them were at the door in this turn: those who are in have the earlier places.
            const still = Math.min(Infinity, ...[...waiting.values()].map(({ place }) => place));
            expect(Math.max(0, ...enter)).toBeLessThan(still);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
