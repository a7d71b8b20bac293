import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { declaredCitizen } from '../../../test/citizen.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { personIdOf } from '../../../test/told.ts';

let node: TestNode;
let personId: string;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  personId = await personIdOf(node, await declaredCitizen(node));
});
afterAll(() => node.close());

interface Filed {
  readonly rule: string;
  readonly source: string;
  readonly upheld: boolean;
  readonly late?: boolean;
  readonly kind?: 'appeal' | 'release';
  readonly daysAgo?: number;
}

/** So many closed appeals of one kind, filed at one instant. */
async function filed(count: number, { rule, source, upheld, late = false, kind = 'appeal', daysAgo = 1 }: Filed) {
  const at = new Date(node.clock.now().getTime() - daysAgo * day * 1000);
  const due = new Date(at.getTime() + 3_600_000);
  const rows = Array.from({ length: count }, () => ({
    person_id: personId,
    appeal_id: newId(at),
    number: 'SS-20261123-00000000',
    kind,
    ground: 'not-mine',
    lane: 'usual',
    state: upheld ? 'upheld' : 'rejected',
    division: '140105',
    decision_id: newId(at),
    rule_id: rule,
    fact_source: source,
    statement_sealed: Buffer.alloc(1),
    filed_at: at,
    due_at: due,
    closed_at: new Date(due.getTime() + (late ? 1000 : -1000)),
  }));
  if (rows.length > 0) await node.context.db.insertInto('appeal').values(rows).execute();
}

describe('the statistics of wrong colours', () => {
  it('are public, by rule and by source, over ninety days, in whole tens and nothing under ten', async () => {
    await filed(12, { rule: 'sx-r2-contact', source: 'health-commission', upheld: true });
    await filed(9, { rule: 'sx-r2-contact', source: 'laboratory', upheld: true, late: true });
    await filed(14, { rule: 'sx-r3-isolation', source: 'laboratory', upheld: false, late: true });
    await filed(50, { rule: 'sx-r3-isolation', source: 'laboratory', upheld: true, daysAgo: 91 });
    await filed(50, { rule: 'sx-r3-isolation', source: 'laboratory', upheld: true, kind: 'release' });
    const seen = await node.client.call(routes.getAppealStatistics, {});
    // 35 filed, 21 of them upheld, 23 answered late, and so on: in whole tens, or the nine of the laboratory could be had by
    // taking the 12 of the commission from the 21 of the rule.
    expect(seen).toMatchObject({ filed: 30, upheld: 20, answeredLate: 20, waitingLate: null });
    expect(seen.byRule).toEqual([
      { name: 'sx-r2-contact', filed: 20, upheld: 20 },
      { name: 'sx-r3-isolation', filed: 10, upheld: null },
    ]);
    expect(seen.bySource).toEqual([
      { name: 'health-commission', filed: 10, upheld: 10 },
      { name: 'laboratory', filed: 20, upheld: null },
    ]);
    expect(seen.to.endsWith('+08:00')).toBe(true);
  });
});
