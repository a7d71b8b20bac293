import { sql } from 'kysely';
import { addSeconds, dayOf, startOfDay } from './clock.ts';
import { transact, type Db } from './db.ts';

/**
 * Sees to it that a table partitioned by time has a partition for each of so many days (of Asia/Shanghai), named `<table>_<yyyymmdd>`.
 * What the default partition `<table>_default` has caught of a day meanwhile moves along. Attaching leaves the table open to
 * readers and writers; only the default partition is locked, for as long as the move takes.
 */
export async function ensureDayPartitions(
  db: Db,
  table: string,
  column: string,
  first: Date,
  days: number,
): Promise<void> {
  for (let ahead = 0; ahead < days; ahead++)
    await ensurePartition(db, table, column, dayOf(addSeconds(first, ahead * 86_400)));
}

async function ensurePartition(db: Db, table: string, column: string, day: string): Promise<void> {
  const name = `${table}_${day.replaceAll('-', '')}`;
  const { rows } = await sql<{ known: boolean }>`select to_regclass(${name}) is not null as known`.execute(db);
  if (rows[0]?.known === true) return;
  const from = startOfDay(day);
  const to = addSeconds(from, 86_400);
  await transact(db, async (tx) => {
    const caught = sql.table(`${table}_default`);
    await sql`lock table ${caught} in access exclusive mode`.execute(tx);
    await sql`create table ${sql.table(name)} (like ${sql.table(table)} including all)`.execute(tx);
    await sql`
      with moved as (
        delete from ${caught} where ${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to} returning *)
      insert into ${sql.table(name)} select * from moved`.execute(tx);
    await sql`
      alter table ${sql.table(table)} attach partition ${sql.table(name)}
        for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(tx);
  });
}
