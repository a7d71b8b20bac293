import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { sojournsOf } from './sojourns-of.ts';

/** A fact that has just been stored, as far as it says where somebody was. */
export interface FactWithPlace {
  readonly personId: string;
  readonly factId: string;
  readonly kind: string;
  readonly data: unknown;
}

/**
 * Keeps the index of sojourns in step with the facts, in their transaction: those of superseded facts go, those of new facts come.
 * @param personIds of whom facts were stored or superseded
 */
export async function keepSojourns(
  tx: Tx,
  personIds: readonly string[],
  stored: readonly FactWithPlace[],
): Promise<void> {
  if (personIds.length === 0) return;
  await sql`
    delete from sojourn using fact
     where sojourn.person_id = any(${[...personIds]}::uuid[])
       and fact.person_id = sojourn.person_id and fact.fact_id = sojourn.fact_id
       and fact.superseded_by is not null`.execute(tx);
  const sojourns = stored.flatMap((fact) =>
    sojournsOf(fact).map((sojourn, position) => ({ ...fact, ...sojourn, position })),
  );
  await insertRows(tx, 'sojourn', sojourns, {
    person_id: ['uuid', ({ personId }) => personId],
    fact_id: ['uuid', ({ factId }) => factId],
    position: ['smallint', ({ position }) => position],
    prefix: ['text', ({ prefix }) => prefix],
    place: ['text', ({ place }) => place],
    starts_at: ['timestamptz', ({ from }) => instantText(from)],
    ends_at: ['timestamptz', ({ to }) => instantText(to)],
  });
}

/** As PostgreSQL reads it; its years end later than those of a Date. */
export function instantText(milliseconds: number): string {
  if (Math.abs(milliseconds) > 8.64e15) return milliseconds < 0 ? '-infinity' : 'infinity';
  return new Date(milliseconds).toISOString();
}
