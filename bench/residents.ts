import { addSeconds } from '@tongxing/server';
import {
  createPackSource,
  dayOf,
  decidePeople,
  newId,
  recordReports,
  transact,
  type Db,
} from '@tongxing/server/inside';
import { makePerson } from '@tongxing/world/people/person.ts';
import { sql } from 'kysely';
import { admit, type Node, reportsAbout } from './population.ts';

/** People whom the node itself decides on; the others are copies of their rows. */
const ORIGINALS = 100;
const DAY = 86_400;
/** Outstanding strips: for today and the days to come. */
const STRIPS = 3;
/** Copied rows of one statement. */
const SLICE = 50_000;

/** Whatever a decision reads or leaves, by person; ids of facts and decisions are unique within a person. */
const TABLES = ['person', 'fact', 'source_report', 'sojourn', 'decision', 'current_decision'];

export interface Group {
  /** Where everybody of the group was four days ago, and nobody else. */
  readonly division: string;
  readonly personIds: readonly string[];
}

/** Groups of green residents, as {@link settleResidents} makes them, each with three strips outstanding. */
export async function settleGroups(
  node: Node,
  home: string,
  divisions: readonly string[],
  each: number,
): Promise<Group[]> {
  const groups: Group[] = [];
  for (const [number, division] of divisions.entries()) {
    const originals = await makeOriginals(node, home, division, number);
    groups.push({ division, personIds: await settleResidents(node, originals, each) });
  }
  await giveStrips(node);
  await sql`vacuum analyze`.execute(node.db);
  return groups;
}

/** Fills a node's database until there are `total` people like the originals: their rows are copied under other ids. */
export async function settleResidents(node: Node, originals: readonly string[], total: number): Promise<string[]> {
  const personIds = Array.from({ length: total - originals.length }, () => newId(node.clock.now()));
  for (let from = 0; from < personIds.length; from += SLICE) {
    await copy(node.db, originals, personIds.slice(from, from + SLICE));
  }
  return [...originals, ...personIds];
}

/** People at home in a division, who were in another four days ago, decided on by the node's own functions. */
export async function makeOriginals(node: Node, home: string, division: string, number = 0): Promise<string[]> {
  const now = node.clock.now();
  const people = Array.from({ length: ORIGINALS }, (_, n) => ({
    personId: newId(now),
    person: makePerson({ seed: 1_000_000 + number * ORIGINALS + n, division: home }),
  }));
  const personIds = people.map(({ personId }) => personId);
  const away = [-5, -4].map((days) => addSeconds(now, days * DAY).toISOString());
  const stay = { division, from: away[0]!, to: away[1]! };
  await transact(node.db, async (tx) => {
    await admit(tx, node, people);
    await recordReports(
      tx,
      people.flatMap(({ personId, person }) => reportsAbout(personId, person, now, [stay])),
    );
    const deps = { ...node, packs: createPackSource(), coloursChanged: async () => undefined };
    await decidePeople(tx, deps, personIds, 'resident');
  });
  return personIds;
}

/** Each id gets the rows of one of the originals, in turn. */
async function copy(db: Db, originals: readonly string[], personIds: readonly string[]): Promise<void> {
  await transact(db, async (tx) => {
    await sql`
      create temporary table copied on commit drop as
      select person_id, (${[...originals]}::uuid[])[1 + position % ${originals.length}] as original
        from unnest(${[...personIds]}::uuid[]) with ordinality as t (person_id, position)`.execute(tx);
    for (const table of TABLES) {
      const { rows } = await sql<{ name: string }>`
        select attname as name from pg_attribute
         where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped and attname <> 'person_id'`.execute(
        tx,
      );
      if (rows.length === 0) continue;
      const columns = sql.join(rows.map(({ name }) => sql.ref(name)));
      const values = sql.join(rows.map(({ name }) => sql.ref(`source.${name}`)));
      await sql`
        insert into ${sql.table(table)} (person_id, ${columns})
        select copied.person_id, ${values}
          from copied join ${sql.table(table)} as source on source.person_id = copied.original`.execute(tx);
    }
  });
}

/** As {@link Node} would have granted them: places in the order of issue, an end at the end of their day. */
async function giveStrips({ db, clock, province }: Node): Promise<void> {
  const now = clock.now();
  for (let ahead = 0; ahead < STRIPS; ahead += 1) {
    const expiresAt = addSeconds(now, (ahead + 1) * DAY);
    const day = dayOf(addSeconds(now, ahead * DAY));
    const { rows } = await sql<{ next: number }>`
      with granted as (
        insert into strip_grant (person_id, grant_id, device_id, code_id, decision_id, validity_day, ordinal, holder_key,
                                 key_maker, granted_at, expires_at)
        select person_id, gen_random_uuid(), decision_id, decision_id, decision_id, ${day}::date,
               row_number() over (order by person_id) - 1, decode(repeat('00', 64), 'hex'), 'device', ${now}, ${expiresAt}
          from current_decision where colour = 'green'
        returning ordinal)
      select max(ordinal) + 1 as next from granted`.execute(db);
    await db
      .insertInto('ordinal_counter')
      .values({
        validity_day: day,
        next_ordinal: rows[0]!.next,
        shard_bits: province.code.shardBits,
        with_paper: false,
      })
      .execute();
  }
}
