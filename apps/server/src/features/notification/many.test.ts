import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredCitizen } from '../../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPersons, personIdOf, receipts } from '../../../test/told.ts';
import { transact } from '../../platform/db.ts';
import { claimDue } from './claim.ts';
import { createPaces, deliverDue } from './deliver.ts';
import type { Told } from './kinds.ts';
import { createPace } from './pace.ts';
import { tell, tellMany } from './tell.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const many = 6000;
const red = (personId: string): Told => ({
  personId,
  kind: 'colour-changed',
  subjectId: personId,
  details: { from: 'green', to: 'red' },
});
const ending = (personId: string): Told => ({
  personId,
  kind: 'code-ending',
  subjectId: personId,
  details: { at: '2026-12-01T08:00:00+08:00' },
});

describe('thousands at once', () => {
  it('are told and sent, each once, and it is said how fast', async () => {
    const persons = await inventPersons(node, many);
    const started = performance.now();
    await transact(node.context.db, (tx) => tellMany(tx, node.context, persons.map(red)));
    const told = performance.now();
    let rounds = 0;
    const deps = { ...node.context, channels: node.sources.channels, guardiansOf: async () => [] };
    const paces = createPaces(deps.channels);
    while ((await deliverDue(deps, paces)) > 0) rounds += 1;
    const sent = performance.now();
    const perSecond = (from: number, to: number) => Math.round(many / ((to - from) / 1000));
    console.log(`told ${perSecond(started, told)}/s, sent ${perSecond(told, sent)}/s in ${rounds} batches`);
    expect(new Set(node.sources.notices.map(({ to }) => to)).size).toBe(many);
    expect(node.sources.notices).toHaveLength(many);
    expect(rounds).toBe(6);
  });

  it('do not hold up a single one: told after them, it leaves in the next batch; and what is urgent is first', async () => {
    const persons = await inventPersons(node, 2000);
    const single = await personIdOf(node, await declaredCitizen(node));
    await transact(node.context.db, async (tx) => {
      await tellMany(tx, node.context, persons.map(ending));
      await tellMany(tx, node.context, persons.map(red));
    });
    node.clock.forward(1);
    const soon = { ...ending(single), kind: 'application-approved' as const, details: { cause: null } };
    await transact(node.context.db, async (tx) => {
      await tell(tx, node.context, red(single));
      await tell(tx, node.context, soon);
    });
    const claimed = await claimDue(node.context.db, node.clock.now(), 100);
    expect(claimed).toHaveLength(100);
    expect(claimed.filter(({ personId }) => personId === single)).toHaveLength(3);
    const lanes = claimed.map(({ lane }) => lane);
    expect(lanes.filter((lane) => lane === 1).length).toBeGreaterThan(80);
    // A tenth of every batch is theirs, however many others are more urgent.
    expect(lanes.filter((lane) => lane === 3)).toHaveLength(10);
  });

  it('are sent no faster than the provider takes them, and what has to wait keeps its place', async () => {
    const persons = await inventPersons(node, 250);
    await transact(node.context.db, (tx) => tellMany(tx, node.context, persons.map(red)));
    const channels = { ...node.sources.channels, sms: { ...node.sources.channels.sms, perSecond: 100 } };
    const deps = { ...node.context, channels, guardiansOf: async () => [] };
    const paces = createPaces(channels);
    const sent: number[] = [];
    for (let second = 0; second < 3; second += 1) {
      await deliverDue(deps, paces);
      await deliverDue(deps, paces);
      sent.push(node.sources.notices.length);
      node.clock.forward(1);
    }
    expect(sent).toEqual([100, 200, 250]);
    expect(new Set(node.sources.notices.map(({ to }) => to)).size).toBe(250);
  });
});

describe('a pace', () => {
  const at = (seconds: number) => new Date(seconds * 1000);
  const taken = (pace: ReturnType<typeof createPace>) => {
    let count = 0;
    while (pace.take()) count += 1;
    return count;
  };
  it.each([
    ['after a second, all of it', 1, 10],
    ['after half a second, half of it', 0.5, 5],
    ['after an hour, no more than a second’s', 3600, 10],
    ['when the clock was set back, as much as the difference', -0.5, 5],
  ])('gives %s', (_, seconds, expected) => {
    const pace = createPace(10);
    pace.refill(at(1000));
    expect(taken(pace)).toBe(10);
    pace.refill(at(1000 + seconds));
    expect(taken(pace)).toBe(expected);
  });
});

describe('receipts of one moment', () => {
  it.each([1, 70])(
    'in requests of %i are each as if it had come alone: what arrived has arrived, what did not begins one further try',
    async (size) => {
      const persons = await inventPersons(node, 60);
      await transact(node.context.db, (tx) => tellMany(tx, node.context, persons.map(red)));
      const deps = { ...node.context, channels: node.sources.channels, guardiansOf: async () => [] };
      await deliverDue(deps, createPaces(deps.channels));
      const notices = node.sources.notices.slice(0, 60);
      const [arrived, missed, contradicted] = [notices.slice(0, 20), notices.slice(20, 40), notices.slice(40)];
      const said: Parameters<typeof receipts>[1] = [
        ...arrived.map((notice) => [notice, 'delivered'] as const),
        ...missed.map((notice) => [notice, 'undelivered'] as const),
        ...contradicted.flatMap((notice) => [
          [notice, 'undelivered'] as const,
          [notice, 'delivered'] as const,
          [notice, 'undelivered'] as const,
        ]),
        [{ ...notices[0]!, clientId: crypto.randomUUID() }, 'delivered'],
      ];
      const requests = Array.from({ length: Math.ceil(said.length / size) }, (_, n) =>
        receipts(node, said.slice(n * size, (n + 1) * size)),
      );
      const answers = await Promise.all(requests);
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([204]));
      const { rows } = await node.handle.pool.query(
        `select string_agg(state, ', ' order by step) as states
         from (select message_id, step, state from message_attempt) as attempt group by message_id`,
      );
      const count = (states: string) => rows.filter((row) => row.states === states).length;
      expect(count('delivered')).toBe(20);
      expect(count('failed, due')).toBe(20);
      // It had failed, so another try began; then it had arrived after all, and that try was needless.
      expect(count('delivered, needless')).toBe(20);
    },
  );

  it('never wait in turn for what is written down as sent: attempts are locked in one order, not in that of sending', async () => {
    const [high, , low] = (await inventPersons(node, 3)).toSorted().toReversed();
    // In the table, too, the highest comes first.
    for (const person of [high, low])
      await transact(node.context.db, (tx) => tellMany(tx, node.context, [red(person!)]));
    const blocker = await node.handle.pool.connect();
    const lock = (person: string | undefined, how: string) =>
      blocker.query(`select from message_attempt where person_id = $1 for update ${how}`, [person]);
    const waiting = async () => {
      const { rows } = await blocker.query<{ count: number }>(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows[0]?.count;
    };
    const send = async () => {
      await blocker.query('begin');
      await lock(low, '');
      return 'accepted' as const;
    };
    const sms = { ...node.sources.channels.sms, onTheWire: 1, send };
    const deps = { ...node.context, channels: { ...node.sources.channels, sms }, guardiansOf: async () => [] };
    const delivered = deliverDue(deps, createPaces(deps.channels));
    try {
      await expect.poll(waiting).toBe(1);
      expect((await lock(high, 'nowait')).rowCount).toBe(1);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
    expect(await delivered).toBe(2);
  });

  it('with one of an instant at which nothing of ours can have arrived are all refused, by its place', async () => {
    const persons = await inventPersons(node, 2);
    await transact(node.context.db, (tx) => tellMany(tx, node.context, persons.map(red)));
    const deps = { ...node.context, channels: node.sources.channels, guardiansOf: async () => [] };
    await deliverDue(deps, createPaces(deps.channels));
    const list = (instants: readonly Date[]) => ({
      receipts: node.sources.notices.map(({ clientId, to }, position) => ({
        messageId: 'sms-1',
        clientId,
        to,
        status: 'delivered',
        at: instants[position]!.toISOString(),
      })),
    });
    const post = (payload: object) =>
      node.app.inject({ method: 'POST', url: '/channels/sms/receipts', headers: { 'x-sign': 'right' }, payload });
    const now = node.clock.now();
    for (const wrong of [new Date(now.getTime() + 301_000), new Date(now.getTime() - 30 * 86_400_000 - 1)]) {
      const answer = await post(list([now, wrong]));
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ errors: unknown }>().errors).toMatchObject([{ path: '/body/receipts/1/at' }]);
    }
    const { rows } = await node.handle.pool.query(`select distinct state from message_attempt`);
    expect(rows).toEqual([{ state: 'accepted' }]);
    expect((await post(list([now, now]))).statusCode).toBe(204);
  });
});
