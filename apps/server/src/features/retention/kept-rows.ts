import type { Read, Tx } from '../../platform/db.ts';
import type { ProvinceProfile } from '../../province.ts';

/** Rows that are kept for a time and then destroyed. The feature that owns them says which they are. */
export interface KeptRows {
  /** What the log calls them when it says that they were destroyed. */
  readonly name: string;
  /** The member of the profile's `retention` that says for how many days. */
  readonly period: keyof ProvinceProfile['retention'];
  /** From when the period counts for the row that has been kept longest; null when there is none. */
  oldest(read: Read): Promise<Date | null>;
  /** Deletes the rows whose period counts from before `before`; answers how many. */
  destroy(tx: Tx, before: Date): Promise<number>;
}
