import type { schemas } from '@tongxing/contract';
import type { CollectionTubeTable } from '../../platform/database.ts';

/** How a tube stands that holds so many samples. */
export function stateOf(
  { size, closed_at: closedAt, counted }: Pick<CollectionTubeTable, 'size' | 'closed_at' | 'counted'>,
  held: number,
): schemas.TubeState {
  if (held > size) return 'overfull';
  if (closedAt === null) return 'open';
  return counted === held ? 'closed' : 'count-differs';
}
