import type { IngestFault } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import { collectedIn } from '../collection/index.ts';
import type { ReadRow } from './reading/read-row.ts';
import { textOf } from './reading/table-kind.ts';
import type { GoodRow } from './sink.ts';
import type { FaultLine } from './upload-store.ts';

interface Filled {
  readonly read: ReadRow;
  /** Of a row that names nobody: those in its tube. */
  readonly collected: readonly Buffer[];
}

/** Finds who is in the tubes of rows that name nobody. A row of a tube that is unknown, or not settled, is refused by itself. */
export async function fillTubes(
  tx: Tx,
  rows: readonly GoodRow[],
): Promise<{ readonly filled: readonly Filled[]; readonly refused: readonly FaultLine[] }> {
  const filled: Filled[] = [];
  const refused: FaultLine[] = [];
  for (const { row, read } of rows) {
    const tube = textOf(read.values, 'tube');
    if (read.documents.length > 0 || tube === undefined) {
      filled.push({ read, collected: [] });
      continue;
    }
    const found = await collectedIn(tx, tube);
    if (typeof found === 'string') {
      const fault: IngestFault = found === 'unknown' ? 'tube-unknown' : 'tube-open';
      refused.push({ row, position: 0, column: '采样管号', fault });
      continue;
    }
    const method = read.values['method'] ?? (found.size > 1 ? 'pool' : 'single');
    filled.push({ read: { ...read, values: { ...read.values, method } }, collected: found.documentIndexes });
  }
  return { filled, refused };
}
