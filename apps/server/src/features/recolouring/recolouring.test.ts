import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declaredCitizen } from '../../../test/citizen.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { populate } from '../../../test/population.ts';
import { hire } from '../../../test/staff.ts';
import { transact } from '../../platform/db.ts';
import { startRecolouring, type Start } from './index.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const db = () => node.context.db;
const inHarbin = () => ({ division: '230102', from: ago(node, 4 * day), to: ago(node, 3 * day) });
const harbin = () => ({ division: '230102', name: '示例街道', level: 'high' as const, from: ago(node, 10 * day) });
const areasChange = () => node.pass(61);

async function coloursOf(): Promise<Map<string, string>> {
  const rows = await db().selectFrom('current_decision').select(['person_id', 'colour']).execute();
  return new Map(rows.map((row) => [row.person_id, row.colour]));
}

async function decisionsBy(personIds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ decisions: number }>`
    select count(decision_id)::integer as decisions from unnest(${[...personIds]}::uuid[]) as person_id
      left join decision using (person_id) group by person_id order by person_id`.execute(db());
  return rows.map(({ decisions }) => decisions);
}

const start = (people: Start['people'], division?: string) =>
  transact(db(), (tx) =>
    startRecolouring(tx, node.context, { cause: { kind: 'list' }, people, ...(division && { division }) }),
  );

const batches = () => db().selectFrom('recolouring_batch').selectAll().orderBy('number').execute();
const progress = async (division = '140000') =>
  (await (await hire(node, { role: 'auditor', division })).client.call(routes.listRecolourings, {})).recolourings;

describe('a change of the risk areas', () => {
  it('decides exactly those anew who were there, and nobody else', async () => {
    const people = await populate(node, 40, (position) => (position % 4 === 0 ? [inHarbin()] : []));
    node.sources.areas = [harbin()];
    await areasChange();
    const colours = await coloursOf();
    expect(people.map((personId) => colours.get(personId))).toEqual(
      people.map((_, position) => (position % 4 === 0 ? 'red' : 'green')),
    );
    expect(await progress()).toMatchObject([
      { cause: 'risk-areas', people: 10, decided: 10, changed: 10, delayed: 0, secondsLeft: 0 },
      { cause: 'late-source', people: 0 },
    ]);
    expect(await decisionsBy(people)).toEqual(people.map((_, position) => (position % 4 === 0 ? 2 : 1)));
  });

  it('that lifts an area decides those anew who were there', async () => {
    const people = await populate(node, 4, () => [inHarbin()]);
    node.sources.areas = [harbin()];
    await areasChange();
    node.sources.areas = [];
    await areasChange();
    expect([...(await coloursOf()).values()]).toEqual(people.map(() => 'green'));
  });

  it('tells them, and only them', async () => {
    await populate(node, 8, (position) => (position < 3 ? [inHarbin()] : []));
    node.sources.areas = [harbin()];
    await areasChange();
    const told = await db().selectFrom('message').select(['kind', 'details']).execute();
    expect(told).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'colour-changed', details: { from: 'green', to: 'red' } })),
    );
  });

  it('after hours without a list decides everybody anew: whoever waited for it may have been anywhere', async () => {
    const people = await populate(node, 5);
    node.clock.forward(2 * hour);
    node.sources.areas = [harbin()];
    await node.tick('facts.risk-areas');
    expect(await progress()).toMatchObject([{ cause: 'late-source', people: people.length }, {}]);
  });

  it('that comes late and is still the same decides those anew who waited for it, and nobody else', async () => {
    node.sources.areas = [harbin()];
    await areasChange();
    const waiting = [await declaredCitizen(node), await declaredCitizen(node)];
    await populate(node, 3, () => [inHarbin()]);
    node.sources.down.add('platform');
    node.clock.forward(4 * day);
    await node.tick('decision.due');
    expect(await Promise.all(waiting.map(colourOf))).toEqual(['pending', 'pending']);
    node.sources.down.delete('platform');
    await node.tick('facts.risk-areas');
    expect(await Promise.all(waiting.map(colourOf))).toEqual(['green', 'green']);
    expect((await progress())[0]).toMatchObject({ cause: 'late-source', people: 2, changed: 2 });
  });

  it('is not missed by somebody whose stay is being stored while the list changes', async () => {
    const [personId = ''] = await populate(node, 1);
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    // Locks the person, reads the areas of before, and comes to its end after the list has changed.
    const storing = transact(db(), async (tx) => {
      await sql`select from person where person_id = ${personId} for update`.execute(tx);
      await sql`update sojourn set prefix = '230102', starts_at = ${ago(node, 4 * day)} where person_id = ${personId}`.execute(
        tx,
      );
      await sql`update fact set data = ${JSON.stringify({ stays: [inHarbin()] })}::jsonb
                 where person_id = ${personId} and kind like 'itinerary-%'`.execute(tx);
      await held;
    });
    node.sources.areas = [harbin()];
    const changing = areasChange();
    // The search stands in line for the table, and nobody has been found yet.
    await until(async () => {
      const { rows } = await sql`select from pg_locks where mode = 'ExclusiveLock' and not granted
                                  and relation = 'person'::regclass`.execute(db());
      return rows.length > 0;
    });
    expect(await batches()).toEqual([]);
    commit();
    await Promise.all([storing, changing]);
    expect((await coloursOf()).get(personId)).toBe('red');
  });
});

async function until(true_: () => Promise<boolean>): Promise<void> {
  while (!(await true_())) await new Promise((resolve) => setImmediate(resolve));
}

describe('a recolouring', () => {
  it('takes everybody once, a thousand to a batch, however often somebody was found', async () => {
    const people = await populate(node, 2300);
    await start({ personIds: [...people, ...people.slice(0, 700)] });
    const waiting = await batches();
    expect(waiting.map(({ size }) => size)).toEqual([1000, 1000, 300]);
    expect(waiting.flatMap((batch) => batch.person_ids)).toEqual(people);
    await node.settle();
    const done = (await progress()).filter(({ cause }) => cause === 'list');
    expect(done).toMatchObject([{ people: 2300, decided: 2300, changed: 0 }]);
  });

  it('names nobody any more where it has been done', async () => {
    await start({ personIds: await populate(node, 3) });
    await node.settle();
    expect((await batches()).map((batch) => batch.person_ids)).toEqual([[]]);
  });

  it('leaves out who has no colour yet', async () => {
    const [known = '', unknown = ''] = await populate(node, 2);
    await db().deleteFrom('current_decision').where('person_id', '=', unknown).execute();
    await start({ personIds: [known, unknown] });
    expect((await batches()).map((batch) => batch.person_ids)).toEqual([[known]]);
  });

  it('finds people by a select of the caller’s, by their home and by the purpose of their decision', async () => {
    const people = await populate(node, 6);
    const [first = '', second = ''] = people;
    await db().updateTable('person').set({ residence_division: '140202' }).where('person_id', '=', first).execute();
    await db().updateTable('current_decision').set({ purpose: 'entry' }).where('person_id', '=', second).execute();
    const found = async (asked: Start['people']) => {
      const recolouringId = await start(asked);
      await node.settle();
      const row = await db()
        .selectFrom('recolouring_batch')
        .select((e) => e.fn.sum<number>('size').as('size'))
        .where('recolouring_id', '=', recolouringId)
        .executeTakeFirst();
      return Number(row?.size);
    };
    expect(await found({ select: sql`select person_id from person where residence_division = '140202'` })).toBe(1);
    expect(await found({ decided: { residence: ['140200'] } })).toBe(1);
    expect(await found({ decided: { residence: ['140100', '140200'] } })).toBe(6);
    expect(await found({ decided: { purpose: 'entry' } })).toBe(1);
    expect(await found({ decided: { purpose: 'resident', residence: ['140000'] } })).toBe(5);
    expect(await found({ decided: {} })).toBe(6);
  });

  it('does not begin where the transaction that asked for it does not commit', async () => {
    const people = await populate(node, 2);
    await expect(
      transact(db(), async (tx) => {
        await startRecolouring(tx, node.context, { cause: { kind: 'list' }, people: { personIds: people } });
        throw new Error('another idea');
      }),
    ).rejects.toThrow('another idea');
    await node.settle();
    expect(await progress()).toMatchObject([{ cause: 'late-source' }]);
  });

  it('that is small does not wait for one that is large', async () => {
    const people = await populate(node, 2100);
    const large = await start({ personIds: people });
    const small = await start({ personIds: people.slice(0, 5) });
    const order: string[] = [];
    await takeAll(order);
    expect(order.slice(0, 2).toSorted()).toEqual([large, small].toSorted());
  });

  it('holds nobody up for one person whose data cannot be judged: the batch is divided until that one is alone', async () => {
    const people = await populate(node, 8, () => [inHarbin()]);
    const broken = people[5]!;
    await sql`alter table decision add constraint broken check (person_id <> ${sql.lit(broken)}) not valid`.execute(
      db(),
    );
    node.sources.areas = [harbin()];
    await areasChange();
    expect(await progress()).toMatchObject([{ people: 8, decided: 0, delayed: 8 }, {}]);
    for (let time = 0; time < 12; time += 1) await node.pass(11 * minute);
    const colours = await coloursOf();
    expect(people.filter((personId) => colours.get(personId) !== 'red')).toEqual([broken]);
    const late = (await progress()).find(({ cause }) => cause === 'risk-areas');
    expect(late).toMatchObject({ people: 8, decided: 7, delayed: 1, finishedAt: null });
    await sql`alter table decision drop constraint broken`.execute(db());
    await node.pass(11 * minute);
    expect((await coloursOf()).get(broken)).toBe('red');
    expect((await progress()).every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  });

  it('goes on by itself where the job that worked on it was lost', async () => {
    const people = await populate(node, 3, () => [inHarbin()]);
    node.sources.areas = [harbin()];
    node.clock.forward(61);
    await losing(() => node.tick('facts.risk-areas'));
    expect(await progress()).toMatchObject([{ people: null, finishedAt: null }, {}]);
    await losing(() => node.tick('recolouring.watch'));
    node.clock.forward(10);
    await node.tick('recolouring.watch');
    expect([...(await coloursOf()).values()]).toEqual(people.map(() => 'red'));
  });

  it('is shown to staff of its division and above, with what is left and how long it will take', async () => {
    const people = await populate(node, 3000);
    await start({ personIds: people }, '140100');
    const [begun] = await progress('140100');
    expect(begun).toMatchObject({ people: 3000, decided: 0, secondsLeft: null, finishedAt: null });
    node.clock.forward(10);
    await sql`update recolouring_batch set done_at = ${node.clock.now()}, decided = size, changed = 400 where number = 0`.execute(
      db(),
    );
    // A thousand in ten seconds: two thousand in twenty.
    expect((await progress('140100'))[0]).toMatchObject({ decided: 1000, changed: 400, secondsLeft: 20 });
    expect(await progress('140200')).toEqual([]);
  });
});

/** Forgets the jobs that were asked for, as a database restored from a backup might. */
async function losing(work: () => Promise<void>): Promise<void> {
  await sql`create function lose() returns trigger language plpgsql as 'begin return null; end'`.execute(db());
  await sql`create trigger lose before insert on graphile_worker._private_jobs for each row execute function lose()`.execute(
    db(),
  );
  await work();
  await sql`drop trigger lose on graphile_worker._private_jobs`.execute(db());
  await sql`drop function lose()`.execute(db());
}

async function takeAll(order: string[]): Promise<void> {
  const { takeBatch, finishBatch } = await import('./batches.ts');
  for (;;) {
    const taken = await transact(db(), async (tx) => {
      const batch = await takeBatch(tx, node.clock.now());
      if (batch !== undefined) await finishBatch(tx, batch, { at: node.clock.now(), decided: 0, changed: 0 });
      return batch;
    });
    if (taken === undefined) return;
    order.push(taken.recolouringId);
  }
}
