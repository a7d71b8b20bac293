import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { declaredCitizen, verifiedCitizen } from '../../../test/citizen.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { staleSources } from '../facts/index.ts';
import { identitiesOf } from '../identity/index.ts';
import { gatherForEntry, type GatherDeps } from './gather.ts';

let node: TestNode;
let asked: string;
let fresh: string;
beforeAll(async () => {
  node = await openTestNode({ division: '370000' });
  await declaredCitizen(node);
  asked = await newest();
  await verifiedCitizen(node);
  fresh = await newest();
});
afterAll(() => node.close());

async function newest(): Promise<string> {
  const people = await node.context.db.selectFrom('person').select('person_id').execute();
  return people.map((row) => row.person_id).find((id) => id !== asked) as string;
}

/** What a pack reads: risk areas and declarations are nothing that a person is looked up for. */
const reading = [
  { input: 'cases', source: 'health-commission', freshFor: day * 1000, silentIsNone: false },
  { input: 'contacts', source: 'health-commission', freshFor: day * 1000, silentIsNone: false },
  { input: 'declaration', source: 'declaration', freshFor: day * 1000, silentIsNone: false },
  { input: 'riskAreas', source: 'national-platform', freshFor: day * 1000, silentIsNone: false },
] as const;

describe('the sources that are asked about somebody who applies', () => {
  it('are those a pack reads that have not told of her yet', async () => {
    const stale = await staleSources(node.context, [asked, fresh], reading);
    expect([...stale]).toEqual([[fresh, ['health-commission']]]);
  });

  it('are asked again once what they told is no longer fresh', async () => {
    node.clock.forward(day - 1);
    expect([...(await staleSources(node.context, [asked], reading))]).toEqual([]);
    node.clock.forward(1);
    expect([...(await staleSources(node.context, [asked], reading))]).toEqual([[asked, ['health-commission']]]);
  });

  it('are no others: nobody is looked up for what no rule reads', async () => {
    const { healthCommission, natLaboratory, itineraryCard } = node.sources;
    const commission = vi.spyOn(healthCommission, 'recordsOf');
    const others = [vi.spyOn(natLaboratory, 'resultsOf'), vi.spyOn(itineraryCard, 'staysOf')];
    node.clock.forward(hour);
    const people = await identitiesOf(node.context.db, node.context, [fresh]);
    const deps = (requests: readonly unknown[]) =>
      ({ ...node.context, ...node.sources, packs: { packFor: async () => ({ requests }) } }) as unknown as GatherDeps;
    await gatherForEntry(deps([]), people);
    expect(commission).not.toHaveBeenCalled();
    await gatherForEntry(deps(reading), people);
    expect(commission).toHaveBeenCalledTimes(1);
    for (const other of others) expect(other).not.toHaveBeenCalled();
  });
});
