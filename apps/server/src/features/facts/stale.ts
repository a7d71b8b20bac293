import type { CompiledPack, Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { reportsOf } from './source-report.ts';

/** What of a person is asked for: the sources that can be asked about one. A declaration is hers to make. */
const personalSources: readonly Fact['source'][] = [
  'health-commission',
  'nat-laboratory',
  'population-registry',
  'itinerary-card',
];

/**
 * Which sources a pack reads and has no fresh report of, for each of these people; nothing of those for whom there is none.
 * @param requests the inputs of the pack, each with its source and how long its report is fresh
 */
export async function staleSources(
  deps: Pick<NodeContext, 'db' | 'clock'>,
  personIds: readonly string[],
  requests: CompiledPack['requests'],
): Promise<ReadonlyMap<string, readonly Fact['source'][]>> {
  const read = requests.filter(({ source }) => personalSources.includes(source));
  if (read.length === 0) return new Map();
  const reports = await reportsOf(deps.db, personIds);
  const now = deps.clock.now().getTime();
  const entries = personIds.map((personId) => {
    const stale = read.filter(({ source, freshFor }) => {
      const at = reports.get(personId)?.get(source)?.receivedAt;
      return at === undefined || now >= at.getTime() + freshFor;
    });
    return [personId, [...new Set(stale.map(({ source }) => source))]] as const;
  });
  return new Map(entries.filter(([, sources]) => sources.length > 0));
}
