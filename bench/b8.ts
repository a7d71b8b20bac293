import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { insertRows, newId, openDatabase, sha256, startRecolouring, transact, type Db } from '@tongxing/server/inside';
import { shanxi } from '@tongxing/world/provinces.ts';
import { sql } from 'kysely';
import { openWorld } from './node-under-load.ts';
import { openNodeDatabase, type Node } from './population.ts';
import { type Group, settleGroups } from './residents.ts';
import type { BenchLine, Sample } from './result.ts';
import { judge, median, type Round } from './rounds.ts';

const ROUNDS = 5;
/** A district of Taiyuan. */
const HOME = '140105';
/** Each round has an area of its own, and the first only warms up: counties of Harbin, where the demo's sources report nothing. */
const COUNTIES = ['230102', '230103', '230104', '230108', '230109', '230110'];
/** Milliseconds between two looks. */
const LOOK = 20;
/** Rows of a statement of the baseline, and statements at the same time: as many as the node's own. */
const BATCH = 1000;
const TOGETHER = 2;

/**
 * B8: a county turns high-risk, and everybody who was there turns red: found, decided with reasons kept, committed to in the log,
 * told, three outstanding strips each taken back, the lists of their days signed. By the processes of a running node on a durable
 * database; from the commit that stores the new list of areas to the last list signed. Beside it, in turns, UPDATE of as many person
 * rows and INSERT of as many decision rows of the same size into a table with the same keys, by as many connections and with as many
 * rows in a statement. Wall-clock time. Each round has people of its own. Messages are stored and not sent meanwhile.
 */
export async function run(sample: Sample): Promise<BenchLine[]> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const world = await openWorld(stops);
    const node = await openNodeDatabase(join(world.folder, shanxi, 'config.json'));
    stops.push(() => node.close());
    const baseline = openDatabase(world.databaseUrl(shanxi), TOGETHER, { statementSeconds: 600 });
    stops.push(() => baseline.close());
    // Without a first list nobody is green.
    await until(
      async () => (await node.db.selectFrom('risk_publication').select('publication_id').execute()).length > 0,
    );
    const locks = await holdTicks(world.databaseUrl(shanxi), ['facts.risk-areas', 'notification.deliver']);
    stops.push(locks.release);
    const size = sample.population / ROUNDS;
    const groups = await settleGroups(node, HOME, COUNTIES, size);
    const rounds: Round[] = [];
    const sequenced: number[] = [];
    for (const [number, group] of groups.entries()) {
      const work = async () => {
        await checkpoint(node.db);
        const rate = perSecond(size, await recolour(node, group));
        const start = performance.now();
        await untilLogged(node.db);
        sequenced.push((performance.now() - start) / 1000);
        return rate;
      };
      const other = async () => {
        const rows = await sampleRows(node.db);
        await checkpoint(node.db);
        return perSecond(size, await writeBare(baseline.db, group, rows));
      };
      // A decision that can be copied is there only after the first round.
      const [first, second] = number % 2 === 0 ? [work, other] : [other, work];
      const [a, b] = [await first(), await second()];
      if (number > 0) rounds.push(number % 2 === 0 ? { work: a, baseline: b } : { work: b, baseline: a });
    }
    const budget = {
      id: 'B8',
      name: 'an area turns high-risk, 2.5 times the time of',
      budget: 0.4,
      unit: 'people',
      baseline: 'UPDATE of a person row and INSERT of a decision row',
      per: 'second',
    } as const;
    const late = `B8 ${sample.population} people; the log had all commitments ${median(sequenced).toFixed(1)} s later`;
    return [judge(budget, rounds), { note: late }];
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

const perSecond = (items: number, milliseconds: number) => (items * 1000) / milliseconds;

/** Keeps the node from asking for the areas, which the bench sets itself, and from sending, as another jobs process would. */
async function holdTicks(url: string, names: readonly string[]) {
  const { pool, close } = openDatabase(url, 1);
  const client = await pool.connect();
  for (const name of names) await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  return {
    async release() {
      client.release(true);
      await close();
    },
  };
}

const checkpoint = (db: Db) => sql`checkpoint`.execute(db);

/** Milliseconds until everybody has been decided on and every list with a mark has been signed. */
async function recolour(node: Node, { division, personIds }: Group): Promise<number> {
  const { db, clock } = node;
  const start = performance.now();
  await transact(db, async (tx) => {
    const now = clock.now();
    const publicationId = newId(now);
    const areas = [{ division, name: '示例区', level: 'high', from: '2020-01-01T00:00:00+08:00' }];
    await tx
      .insertInto('risk_publication')
      .values({
        publication_id: publicationId,
        published_at: now,
        received_at: now,
        content_hash: sha256(publicationId),
        areas: JSON.stringify(areas),
        own_areas: 0,
      })
      .execute();
    const people = { stays: [{ division, from: null, to: null }] };
    await startRecolouring(tx, node, { cause: { kind: 'risk-areas', subjectId: publicationId }, people });
  });
  await until(async () => {
    const { rows } = await sql<{ open: number }>`
      select count(*) as open from recolouring where finished_at is null`.execute(db);
    return rows[0]?.open === 0;
  });
  await untilSigned(db);
  const taken = performance.now() - start;
  await requireRed(db, personIds);
  return taken;
}

/** Asks for the latest marks once, when no more are made: looking for them again and again would take from the work what it measures. */
async function untilSigned(db: Db): Promise<void> {
  const { rows: days } = await sql<{ day: string; latest: Date }>`
    select validity_day as day, max(marked_at) as latest from status_mark group by validity_day`.execute(db);
  const marked = days.map(({ day }) => day);
  await until(async () => {
    const lists = await db
      .selectFrom('status_shard')
      .select(['validity_day', 'issued_at'])
      .where('validity_day', 'in', marked)
      .execute();
    return days.every(({ day, latest }) =>
      lists.every(({ validity_day: of, issued_at: signedAt }) => of !== day || signedAt >= latest),
    );
  });
}

async function requireRed(db: Db, personIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ red: number; marked: number }>`
    select count(*) as red, count(*) filter (where strips = 3) as marked from (
      select person_id, count(superseded_at) as strips from current_decision join strip_grant using (person_id)
       where person_id = any(${[...personIds]}::uuid[]) and colour = 'red' group by person_id) as each`.execute(db);
  const [found] = rows;
  if (found?.red !== personIds.length || found.marked !== personIds.length) {
    throw new Error(`${found?.red} of ${personIds.length} people are red, ${found?.marked} without a strip`);
  }
}

function untilLogged(db: Db): Promise<void> {
  return until(async () => {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from log_commitment where batch_pending_id is null`.execute(db);
    return rows[0]?.waiting === 0;
  });
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await setTimeout(LOOK);
}

type BareRow = Readonly<Record<string, string | readonly string[] | null>>;

interface SampleRows {
  readonly names: readonly string[];
  readonly types: readonly string[];
  /** Each row as texts and lists of texts, ready to be sent under other ids. */
  readonly rows: readonly BareRow[];
}

/** The latest decisions, which the baseline writes again; and an empty table for them, with the keys of the real one. */
async function sampleRows(db: Db): Promise<SampleRows> {
  await sql`drop table if exists bare_decision`.execute(db);
  await sql`create table bare_decision (like decision including all)`.execute(db);
  await sql`alter table bare_decision add foreign key (person_id) references person (person_id)`.execute(db);
  const { rows: columns } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = 'decision'::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db);
  const texts = sql.join(
    columns.map(({ name, type }) =>
      type.endsWith('[]') ? sql.ref(name) : sql`${sql.ref(name)}::text as ${sql.ref(name)}`,
    ),
  );
  const { rows } = await sql<BareRow>`
    select ${texts} from decision order by decided_at desc limit ${BATCH}`.execute(db);
  return { names: columns.map(({ name }) => name), types: columns.map(({ type }) => type), rows };
}

/** Milliseconds of one UPDATE and one INSERT for every thousand people, each thousand in a transaction. */
async function writeBare(db: Db, { personIds }: Group, { names, types, rows }: SampleRows): Promise<number> {
  const batches = Array.from({ length: Math.ceil(personIds.length / BATCH) }, (_, n) =>
    personIds
      .slice(n * BATCH, (n + 1) * BATCH)
      .map((personId, at) => ({ ...rows[at % rows.length], person_id: personId })),
  );
  const columns = Object.fromEntries(
    names.map((name, at) => [name, [types[at]!, (row: BareRow) => row[name]] as const]),
  );
  const start = performance.now();
  const worker = async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const people = batch;
      await transact(db, async (tx) => {
        const ids = people.map((row) => row.person_id);
        await sql`update person set verified_at = verified_at + interval '1 second'
                   where person_id = any(${ids}::uuid[])`.execute(tx);
        await insertRows(tx, 'bare_decision', people, columns);
      });
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  return performance.now() - start;
}
