import { decidePeople } from '../src/features/decision/index.ts';
import { recordReports, type NewFact, type Report } from '../src/features/facts/index.ts';
import { createPackSource } from '../src/features/policy/index.ts';
import { transact } from '../src/platform/db.ts';
import { ago, well } from './citizen.ts';
import { day, hour } from './manual-clock.ts';
import type { TestNode } from './node.ts';
import { inventPersons } from './told.ts';

export interface ToldStay {
  readonly division: string;
  readonly place?: string;
  readonly from: string;
  readonly to?: string;
}

/**
 * People who have declared and whom every source knows, decided on, straight into the tables: for tests of very many.
 * @param staysOf where each was in the last fourteen days, beside at home in Taiyuan
 */
export async function populate(
  node: TestNode,
  count: number,
  staysOf: (position: number) => readonly ToldStay[] = () => [],
): Promise<string[]> {
  const personIds = (await inventPersons(node, count)).toSorted();
  const receivedAt = node.clock.now();
  await transact(node.context.db, async (tx) => {
    await recordReports(
      tx,
      personIds.flatMap((personId, position) => reportsOf(node, personId, receivedAt, staysOf(position))),
    );
    const deps = { ...node.context, packs: createPackSource(), coloursChanged: async () => undefined };
    await decidePeople(tx, deps, personIds, 'resident');
  });
  return personIds;
}

function reportsOf(node: TestNode, personId: string, receivedAt: Date, stays: readonly ToldStay[]): Report[] {
  const fact = (kind: NewFact['kind'], data: unknown): NewFact => ({ kind, observedAt: receivedAt, data });
  const answered = (source: string) => fact('source-report', { source, window: 'P14D' });
  const home = { division: '140105', from: ago(node, 13 * day), to: ago(node, hour) };
  const about = { personId, receivedAt };
  const declared = [fact('health-declaration', well), fact('itinerary-declaration', { stays: [home, ...stays] })];
  return [
    { ...about, source: 'declaration', facts: declared },
    { ...about, source: 'health-commission', facts: [answered('health-commission')] },
    { ...about, source: 'nat-laboratory', facts: [answered('nat-laboratory')] },
    {
      ...about,
      source: 'itinerary-card',
      facts: [answered('itinerary-card'), fact('itinerary-card', { stays: [home] })],
    },
    {
      ...about,
      source: 'population-registry',
      facts: [answered('population-registry'), fact('residence', { division: '140105' })],
    },
  ];
}
