import type { Fact } from '@tongxing/rules';
import type { Tx } from '../../platform/db.ts';
import type { Counts } from './apply.ts';
import type { ReadRow } from './reading/read-row.ts';
import type { TableShape } from './reading/read-table.ts';
import type { FaultLine } from './upload-store.ts';

/** A row that could be read, by its place in the file. */
export interface GoodRow {
  readonly row: number;
  readonly read: ReadRow;
}

export interface Taken {
  readonly counts: Partial<Counts>;
  /** Rows that could be read and yet do not belong here. */
  readonly refused: readonly FaultLine[];
  /** Documents of whom nobody is registered here: somebody may be registering in this moment. */
  readonly waiting: readonly Buffer[];
}

/** Where the rows of a file go. */
export interface Sink {
  readonly shape: TableShape;
  /** Whose news the file is; null where nothing of it counts before others have agreed. */
  readonly source: Fact['source'] | null;
  /** The file begins, or begins again. */
  begin(tx: Tx): Promise<void>;
  /** The next rows, in the transaction that makes them durable. */
  take(tx: Tx, rows: readonly GoodRow[]): Promise<Taken>;
}
