import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Read } from '../../platform/db.ts';
import type { Database } from '../../platform/database.ts';
import type { KeptRows } from './kept-rows.ts';

/** Rows of one table, each with the instant from which its period counts. */
export interface KeptTable extends Pick<KeptRows, 'name' | 'period'> {
  readonly table: keyof Database;
  /** From when the period counts; a row without it is kept. */
  readonly since: RawBuilder<Date>;
  /** Which rows end at all; absent: all of them. */
  readonly over?: RawBuilder<SqlBool>;
  /** What belongs to a row in other tables, by the column that has its name there and here; the last to be referred to comes last. */
  readonly parts?: { readonly key: string; readonly tables: readonly (keyof Database)[] };
}

/** Rows that are destroyed whole, with everything that belongs to them. */
export function keptTable({ name, period, table, since, over = sql`true`, parts }: KeptTable): KeptRows {
  const from = sql.table(table);
  return {
    name,
    period,
    async oldest(read: Read) {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(${since}) as oldest from ${from} where ${over}`.execute(read);
      return rows[0]?.oldest ?? null;
    },
    async destroy(tx, before) {
      const old = sql`${over} and ${since} < ${before}`;
      for (const part of parts?.tables ?? []) {
        const key = sql.ref(parts?.key ?? '');
        await sql`delete from ${sql.table(part)} where ${key} in (select ${key} from ${from} where ${old})`.execute(tx);
      }
      const { numAffectedRows } = await sql`delete from ${from} where ${old}`.execute(tx);
      return Number(numAffectedRows ?? 0);
    },
  };
}
