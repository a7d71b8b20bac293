import { divisionPrefix } from '@tongxing/rules';
import { sql, type RawBuilder } from 'kysely';
import { instantText } from './keep.ts';

/** A division with everything inside it, or one building or venue, during a half-open time in milliseconds; infinite ends are open. */
export interface Whereabouts {
  readonly division: string;
  readonly place?: string | undefined;
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * The people who were in any of these, as a select of `person_id`; somebody may come more than once. Each is one range of an index:
 * a stay in a wider division that only contains the one asked for may have been elsewhere, and does not count.
 */
export function sojournersIn(areas: readonly Whereabouts[]): RawBuilder<unknown> {
  if (areas.length === 0) return sql`select null::uuid as person_id where false`;
  return sql.join(areas.map(during), sql` union all `);
}

function during({ division, place, from, to }: Whereabouts): RawBuilder<unknown> {
  const prefix = divisionPrefix(division);
  const there = place === undefined ? sql`prefix >= ${prefix} and prefix < ${`${prefix}:`}` : sql`place = ${place}`;
  return sql`
    select person_id from sojourn
     where ${there} and ends_at > ${instantText(from ?? -Infinity)}::timestamptz
       and starts_at < ${instantText(to ?? Infinity)}::timestamptz`;
}
