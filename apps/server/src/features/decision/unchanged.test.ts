import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { takeStrips } from '../../../test/phone.ts';
import { transact } from '../../platform/db.ts';
import { requestDecision } from './index.ts';

let node: TestNode;
let citizen: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await citizenWithCode(node);
});
afterEach(() => node.close());

const growing = ['fact', 'source_report', 'decision', 'log_commitment', 'message'] as const;

async function rows(): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const table of growing) {
    const { rows: found } = await node.handle.pool.query(`select count(*) as rows from ${table}`);
    counts.push([table, found[0].rows]);
  }
  return Object.fromEntries(counts);
}

async function refresh(): Promise<void> {
  const { person_id: personId } = await node.context.db
    .selectFrom('person')
    .select('person_id')
    .executeTakeFirstOrThrow();
  await transact(node.context.db, (tx) => requestDecision(tx, personId));
  await node.settle();
}

it('ten looks at sources that say the same store no row', async () => {
  const before = await rows();
  for (let look = 0; look < 10; look += 1) {
    node.clock.forward(hour);
    await refresh();
  }
  expect(await rows()).toEqual(before);
});

it('she is shown how fresh the word of each source is now, though the decision is the one of before', async () => {
  const before = await citizen.client.call(routes.getHealthInformation, {});
  node.clock.forward(hour);
  await refresh();
  const after = await citizen.client.call(routes.getHealthInformation, {});
  expect(after.decisionId).toBe(before.decisionId);
  expect(after.decidedAt).toBe('2026-11-24T08:00:00+08:00');
  const told = after.reasons.flatMap(({ facts }) => facts).filter(({ source }) => source === 'health-commission');
  expect(told.map(({ receivedAt }) => receivedAt)).toEqual(['2026-11-24T09:00:00+08:00']);
});

it('the colour holds as long from the last look as it did from the first: strips are signed for it', async () => {
  const stands = async () =>
    (await node.context.db.selectFrom('current_decision').select('stands_until').executeTakeFirstOrThrow())
      .stands_until!;
  const before = await stands();
  for (let look = 0; look < 2; look += 1) {
    node.clock.forward(day);
    await node.tick('facts.risk-areas');
    await refresh();
  }
  expect((await stands()).getTime() - before.getTime()).toBe(2 * day * 1000);
  expect((await takeStrips(citizen.client)).length).toBeGreaterThan(0);
});
