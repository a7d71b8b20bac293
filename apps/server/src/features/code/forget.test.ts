import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { takeStrips } from '../../../test/phone.ts';

let node: TestNode;
let citizen: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await citizenWithCode(node);
});
afterEach(() => node.close());

const tables = ['strip_grant', 'paper_code', 'strip_ordinal'] as const;

/** How many strips, codes on paper, and places of both are kept when the tick has run at an instant in China. */
async function keptAt(instant: string): Promise<number[]> {
  node.clock.set(`${instant}+08:00`);
  await node.tick('code.passed-strips');
  const rows = await Promise.all(tables.map((table) => node.context.db.selectFrom(table).selectAll().execute()));
  return rows.map(({ length }) => length);
}

const destroyed = async () =>
  (await logEntries(node, 'destruction')).map(({ data, before, rows }) => ({ data, before, rows }));

it('strips are forgotten a day after theirs, with whose they were, and the log says how many; a code on paper after the day on which it ends', async () => {
  // At eight in the morning of 24 November: of that day and of the two that follow. The code, and the paper, end on 1 December.
  await takeStrips(citizen.client);
  await citizen.client.call(routes.makePaperCode, {});
  expect(await keptAt('2026-11-25T23:59:59')).toEqual([3, 1, 4]);
  expect(await keptAt('2026-11-26T00:00:00')).toEqual([2, 1, 3]);
  expect(await keptAt('2026-12-02T23:59:59')).toEqual([0, 1, 1]);
  expect(await keptAt('2026-12-03T00:00:00')).toEqual([0, 0, 0]);
  expect(await destroyed()).toEqual([
    { data: 'strips', before: '2026-11-25T00:00:00+08:00', rows: 1 },
    { data: 'strips', before: '2026-12-01T00:00:00+08:00', rows: 2 },
    { data: 'strips', before: '2026-12-02T00:00:00+08:00', rows: 1 },
  ]);
});

it('what has piled up goes in batches, each with its entry in the log', async () => {
  await sql`
    insert into strip_ordinal (validity_day, ordinal, person_id, grant_id)
    select '2026-11-01', n, gen_random_uuid(), gen_random_uuid() from generate_series(1, 10001) as n`.execute(
    node.context.db,
  );
  expect(await keptAt('2026-11-24T08:00:01')).toEqual([0, 0, 0]);
  // The log has an order in time: what happens in one instant may stand either way.
  expect(new Set((await destroyed()).map(({ rows }) => rows))).toEqual(new Set([10_000, 1]));
});
