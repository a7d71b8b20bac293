import type { SelectQueryBuilder } from 'kysely';
import type { Database } from './database.ts';
import type { Reading } from './telemetry.ts';
import type { GaugeName } from './telemetry-names.ts';

/** A value that is read from the database whenever metrics are handed on. */
export interface Measure {
  readonly name: GaugeName;
  read(now: Date): Promise<readonly Reading[]>;
}

/** How many rows a query finds. */
export async function count<T extends keyof Database>(
  query: SelectQueryBuilder<Database, T, object>,
): Promise<readonly Reading[]> {
  const { rows } = await query.select((e) => e.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow();
  return [{ value: rows }];
}

/** Seconds since an instant; nothing where there is none. */
export function ageOf(instant: Date | null | undefined, now: Date): readonly Reading[] {
  if (instant === null || instant === undefined) return [];
  return [{ value: Math.max(0, (now.getTime() - instant.getTime()) / 1000) }];
}
