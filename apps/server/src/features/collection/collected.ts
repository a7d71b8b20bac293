import type { Read } from '../../platform/db.ts';
import { stateOf } from './tube-state.ts';

/** Who is in a tube, as a laboratory's result for it needs to know. */
export interface Collected {
  /** Of the document of each. */
  readonly documentIndexes: readonly Buffer[];
  readonly size: number;
}

/**
 * Who was collected in a tube: `unknown` where no tube of that number was, `open` where it is not closed or its count does not fit, so
 * that somebody's result would be missing, or another's.
 */
export async function collectedIn(read: Read, tube: string): Promise<Collected | 'unknown' | 'open'> {
  const row = await read
    .selectFrom('collection_tube')
    .selectAll()
    .where('tube', '=', tube.trim().toUpperCase())
    .executeTakeFirst();
  if (row === undefined) return 'unknown';
  const samples = await read
    .selectFrom('collection_sample')
    .select('document_index')
    .where('tube', '=', row.tube)
    .where('moved_at', 'is', null)
    .execute();
  if (stateOf(row, samples.length) !== 'closed') return 'open';
  return { documentIndexes: samples.map((sample) => sample.document_index), size: row.size };
}
