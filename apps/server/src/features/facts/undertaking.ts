import type { Fact } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';

/** A source tells of every change about a person until then, by the mouth of one teller. */
export interface Undertaking {
  readonly personId: string;
  readonly source: Fact['source'];
  readonly teller: string;
  readonly until: Date;
}

/** One for each person and source: a later one takes the place of an earlier, whoever the teller was. */
export async function noteUndertakings(tx: Tx, undertakings: readonly Undertaking[]): Promise<void> {
  await insertRows(
    tx,
    'undertaking',
    undertakings,
    {
      person_id: ['uuid', ({ personId }) => personId],
      source: ['text', ({ source }) => source],
      teller: ['text', ({ teller }) => teller],
      until: ['timestamptz', ({ until }) => until],
    },
    sql`on conflict (person_id, source) do update set teller = excluded.teller, until = excluded.until`,
  );
}

/** A teller tells of these people no more: what it said ages from now on. */
export async function endUndertakings(tx: Tx, teller: string, personIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('undertaking')
    .where('teller', '=', teller)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
}

/** A teller has told everything up to an instant. */
export async function noteHeard(tx: Tx, teller: string, at: Date): Promise<void> {
  await tx
    .insertInto('teller')
    .values({ teller, heard_at: at })
    .onConflict((conflict) =>
      conflict.column('teller').doUpdateSet((e) => ({
        heard_at: e.fn<Date>('greatest', ['teller.heard_at', 'excluded.heard_at']),
      })),
    )
    .execute();
}
