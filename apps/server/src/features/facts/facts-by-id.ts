import type { Fact } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';

/** Facts of a person by their ids, those included that have been superseded: what a decision of before rested on. In order of the ids. */
export async function factsById(read: Read, personId: string, factIds: readonly string[]): Promise<Fact[]> {
  if (factIds.length === 0) return [];
  const rows = await read
    .selectFrom('fact')
    .select(['fact_id', 'kind', 'source', 'observed_at', 'received_at', 'data'])
    .where('person_id', '=', personId)
    .where('fact_id', 'in', [...factIds])
    .orderBy('fact_id')
    .execute();
  return rows.map((row) => ({
    id: row.fact_id,
    kind: row.kind as Fact['kind'],
    source: row.source as Fact['source'],
    observedAt: row.observed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    data: row.data,
  }));
}
