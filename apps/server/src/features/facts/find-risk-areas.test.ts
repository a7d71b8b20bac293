import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '../../../test/fake-sources.ts';
import { hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const find = (query: { name?: string; after?: string } = {}) => node.client.call(routes.findRiskAreas, { query });
const namesOf = async (query?: { name?: string; after?: string }) => (await find(query)).areas.map(({ name }) => name);

async function publish(areas: readonly Area[]): Promise<void> {
  node.sources.areas = [...areas];
  await node.tick('facts.risk-areas');
}

const market: Area = { division: '140105', name: '某市场', level: 'medium', from: '2026-11-20' };
const quarter: Area = { division: '370102003', name: '某小区', level: 'high', from: '2026-11-21', to: '2026-11-30' };

describe('the risk areas, for anybody to look up', () => {
  it('are late, and not none, before any list has come', async () => {
    await node.context.db.deleteFrom('risk_publication').execute();
    expect(await find()).toEqual({ receivedAt: null, isLate: true, total: 0, areas: [], next: null });
  });

  it('are those of the national platform with level, since when and how fresh, the gravest first [M03] [M31]', async () => {
    await publish([market, quarter]);
    const { areas, receivedAt, isLate, total } = await find();
    expect(areas).toEqual([
      {
        division: '370102003',
        divisionName: { zh: '山东省济南市历下区趵突泉街道', en: expect.stringMatching(/^Shandong, Jinan/) as string },
        name: '某小区',
        level: 'high',
        since: '2026-11-21',
        until: '2026-11-30',
        source: 'national-platform',
      },
      expect.objectContaining({ name: '某市场', level: 'medium', until: null }),
    ]);
    expect([Date.parse(receivedAt ?? ''), isLate, total]).toEqual([node.clock.now().getTime(), false, 2]);
  });

  it.each([
    ['a county it lies in', '历下', ['某小区']],
    ['a province, written with spaces', ' 山西 省 ', ['某市场']],
    ['a city, in English', 'jinan', ['某小区']],
    ['its own name', '市场', ['某市场']],
    ['the number of a division', '140105', ['某市场']],
    ['a place that has none', '呼和浩特', []],
  ])('are found by %s', async (_, name, expected) => {
    expect(await namesOf({ name })).toEqual(expected);
  });

  it('are told to be late when the list has not come for long', async () => {
    node.clock.forward(49 * hour);
    expect((await find()).isLate).toBe(true);
    await publish([market, quarter]);
    expect((await find()).isLate).toBe(false);
  });

  it('are no longer those that have ended, nor yet those to come', async () => {
    await publish([
      { ...market, to: '2026-11-22' },
      { ...quarter, from: '2027-11-21' },
    ]);
    expect(await namesOf()).toEqual([]);
  });

  it('come fifty at a time', async () => {
    await publish(Array.from({ length: 60 }, (_, number) => ({ ...market, name: `楼${number}` })));
    const { areas, next, total } = await find();
    expect([areas.length, next, total]).toEqual([50, '50', 60]);
    expect((await namesOf({ after: '50' })).length).toBe(10);
  });
});
