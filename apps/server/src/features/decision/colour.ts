import type { Colour } from '@tongxing/codec';
import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import type { Db, Read } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';

/** The colour of a person now, without its reasons; undefined before the first decision. */
export type ColourReader = (personId: string) => Promise<Colour | undefined>;

/** Colours for scans: those of one moment are read with one statement. */
export function createColourReader(db: Db): ColourReader {
  return inBatches(async (people) => {
    const { rows } = await sql<{ personId: string; colour: Colour }>`${prepared}
      select person_id as "personId", colour from current_decision where person_id = any(${people}::uuid[])`.execute(
      db,
    );
    const colours = new Map(rows.map(({ personId, colour }) => [personId, colour]));
    return people.map((personId) => colours.get(personId));
  });
}

/** The colour each person had at an instant, in the order asked; undefined where nothing had been decided by then. */
export async function coloursAt(
  read: Read,
  asked: readonly { readonly personId: string; readonly at: Date }[],
): Promise<(Colour | undefined)[]> {
  const { rows } = await sql<{ colour: Colour | null }>`
    select decided.colour
      from unnest(${asked.map(({ personId }) => personId)}::uuid[], ${asked.map(({ at }) => at)}::timestamptz[])
           with ordinality as asked (person_id, at, position)
      left join lateral (
             select colour from decision
              where decision.person_id = asked.person_id and decided_at <= asked.at
              order by decided_at desc, decision_id desc limit 1) as decided on true
     order by position`.execute(read);
  return rows.map(({ colour }) => colour ?? undefined);
}
