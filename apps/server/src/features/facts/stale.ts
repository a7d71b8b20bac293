import type { CompiledPack, Fact } from '@tongxing/rules';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';

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
  const { rows } = await sql<{ person_id: string; source: string; reported_at: Date }>`
    select person_id, source, max(received_at) as reported_at from fact
     where person_id = any(${[...personIds]}::uuid[]) and superseded_by is null
       and source = any(${read.map(({ source }) => source)}::text[])
     group by person_id, source`.execute(deps.db);
  const reportedAt = new Map(rows.map((row) => [`${row.person_id} ${row.source}`, row.reported_at.getTime()]));
  const now = deps.clock.now().getTime();
  const entries = personIds.map((personId) => {
    const stale = read.filter(({ source, freshFor }) => {
      const at = reportedAt.get(`${personId} ${source}`);
      return at === undefined || now >= at + freshFor;
    });
    return [personId, [...new Set(stale.map(({ source }) => source))]] as const;
  });
  return new Map(entries.filter(([, sources]) => sources.length > 0));
}
