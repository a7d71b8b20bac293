import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPersons } from '../../../test/told.ts';
import { transact } from '../../platform/db.ts';
import { recordReport, recordReports } from './index.ts';
import { readEdge, sojournersIn } from '../sojourn/index.ts';

let node: TestNode;
let somebody: string;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  somebody = (await inventPersons(node, 1))[0]!;
});
afterAll(() => node.close());

type Data = Readonly<Record<string, unknown>>;
const source = 'itinerary-card' as const;

function report(personId: string, kind: string, data: Data) {
  const receivedAt = node.clock.now();
  return { personId, source, receivedAt, facts: [{ kind: kind as 'residence', observedAt: receivedAt, data }] };
}

const say = (kind: string, data: Data) =>
  transact(node.context.db, (tx) => recordReport(tx, report(somebody, kind, data)));

interface Question {
  readonly division: string;
  readonly place?: string;
  readonly from?: string;
  readonly to?: string;
}

async function found({ division, place, from, to }: Question): Promise<string[]> {
  const area = { division, place, from: readEdge(from, 'start'), to: readEdge(to, 'end') };
  const { rows } = await sql<{ person_id: string }>`${sojournersIn([area])}`.execute(node.context.db);
  return rows.map((row) => row.person_id);
}

const stay = (rest: Data) => ({ stays: [{ division: '370102', from: '2026-11-10', to: '2026-11-12', ...rest }] });
const china = (text: string) => `2026-11-${text}:00+08:00`;

describe('somebody who stayed in a division is found', () => {
  // An area counts for a stay that lies in it; a stay in a wider division may have been elsewhere (risk-index.ts, 20 measures: building).
  it.each<[string, Data, Question, boolean]>([
    ['by that division', {}, { division: '370102' }, true],
    ['by the city it lies in', {}, { division: '370100' }, true],
    ['by the province it lies in', {}, { division: '370000' }, true],
    ['not by the county beside', {}, { division: '370103' }, false],
    ['not by a county whose number begins alike', {}, { division: '370110' }, false],
    ['not by a street inside it', {}, { division: '370102001' }, false],
    ['by the county of the street', { division: '370102001' }, { division: '370102' }, true],
    ['by the street of the village', { division: '370102001002' }, { division: '370102001' }, true],
    ['by the street of the village, written in full', { division: '370102001002' }, { division: '370102001000' }, true],
    ['by the building', { place: 'b-17' }, { division: '370102', place: 'b-17' }, true],
    ['not by the building beside', { place: 'b-17' }, { division: '370102', place: 'b-18' }, false],
    ['not by a building of it, where none is told', {}, { division: '370102', place: 'b-17' }, false],
    ['by the last hour of the last day', {}, { division: '370102', from: china('12T23:59') }, true],
    ['not by what begins when the last day is over', {}, { division: '370102', from: china('13T00:00') }, false],
    ['by what ends after the first minute', {}, { division: '370102', to: china('10T00:01') }, true],
    ['not by what ends where the first day begins', {}, { division: '370102', to: china('10T00:00') }, false],
    ['by a day within', {}, { division: '370102', from: '2026-11-11', to: '2026-11-11' }, true],
    [
      'by a day long afterwards, where the stay lasts',
      { to: undefined },
      { division: '370102', from: '2027-01-01' },
      true,
    ],
    ['not by the day before, where the stay lasts', { to: undefined }, { division: '370102', to: '2026-11-09' }, false],
    [
      'by a moment',
      { from: china('11T09:00'), to: china('11T09:00') },
      { division: '370102', from: china('11T09:00') },
      true,
    ],
    [
      'not by what begins a minute after a moment',
      { from: china('11T09:00'), to: china('11T09:00') },
      { division: '370102', from: china('11T09:01') },
      false,
    ],
    [
      'by any time, where the time cannot be read',
      { from: 'soon', to: '2026-02-31' },
      { division: '370102', from: '2020-01-01', to: '2020-01-02' },
      true,
    ],
    ['by nothing, where the division cannot be read', { division: 'Jinan' }, { division: '370102' }, false],
  ])('%s', async (_, rest, question, expected) => {
    await say('itinerary-card', stay(rest));
    expect(await found(question)).toEqual(expected ? [somebody] : []);
  });
});

describe('the other facts that say where somebody was', () => {
  it.each<[string, string, Data, Question, boolean]>([
    ['home, at any time', 'residence', { division: '140105' }, { division: '140105', from: '2027-01-01' }, true],
    [
      'home, in a building',
      'residence',
      { division: '140105', place: 'b-1' },
      { division: '140105', place: 'b-1' },
      true,
    ],
    ['a ticket: where it departed', 'ticket', ticket(), { division: '130102', to: china('10T08:01') }, true],
    ['a ticket: no longer there', 'ticket', ticket(), { division: '130102', from: china('10T09:00') }, false],
    ['a ticket: where it arrived', 'ticket', ticket(), { division: '140105', from: china('10T11:00') }, true],
    ['a ticket: not yet there', 'ticket', ticket(), { division: '140105', to: china('10T08:00') }, false],
    ['a venue', 'venue-stay', { venue: 'v-9', from: '2026-11-10' }, { division: '140105', place: 'v-9' }, true],
    ['a venue, of no told division', 'venue-stay', { venue: 'v-9', from: '2026-11-10' }, { division: '140105' }, false],
    [
      'an order of isolation: nothing',
      'isolation',
      { place: 'home', since: '2026-11-10' },
      { division: '140105', place: 'home' },
      false,
    ],
  ])('%s', async (_, kind, data, question, expected) => {
    await say(kind, data);
    expect(await found(question)).toEqual(expected ? [somebody] : []);
  });
});

function ticket() {
  return { mode: 'rail', from: '130102', to: '140105', departedAt: china('10T08:00'), arrivedAt: china('10T11:00') };
}

describe('the index of sojourns', () => {
  it('forgets a stay when its fact is superseded, in the same transaction', async () => {
    await say('itinerary-card', stay({}));
    await transact(node.context.db, async (tx) => {
      await recordReport(tx, report(somebody, 'itinerary-card', stay({ division: '410102' })));
      const { rows } = await sql`${sojournersIn([{ division: '370102', from: null, to: null }])}`.execute(tx);
      expect(rows).toEqual([]);
    });
    expect(await found({ division: '410102' })).toEqual([somebody]);
    await expect(
      transact(node.context.db, async (tx) => {
        await recordReport(tx, report(somebody, 'itinerary-card', stay({})));
        throw new Error('another idea');
      }),
    ).rejects.toThrow('another idea');
    expect(await found({ division: '370102' })).toEqual([]);
    expect(await found({ division: '410102' })).toEqual([somebody]);
  });

  it('answers for a division out of many without reading those elsewhere', async () => {
    const crowd = await inventPersons(node, 4000);
    const stays = crowd.map((personId, at) =>
      report(personId, 'itinerary-card', stay({ division: at < 5 ? '440305' : '330102' })),
    );
    await transact(node.context.db, (tx) => recordReports(tx, stays));
    await sql`analyze sojourn`.execute(node.context.db);
    const asked = sojournersIn([{ division: '440300', from: readEdge('2026-11-11', 'start'), to: null }]);
    const { rows } = await sql<{
      'QUERY PLAN': readonly [{ Plan: Plan }];
    }>`explain (analyze, format json) ${asked}`.execute(node.context.db);
    const plan = rows[0]!['QUERY PLAN'][0].Plan;
    expect(plan['Index Name']).toBe('sojourn_by_prefix');
    expect(plan['Actual Rows']).toBe(5);
    expect(plan['Rows Removed by Filter'] ?? 0).toBe(0);
  });
});

interface Plan {
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
}
