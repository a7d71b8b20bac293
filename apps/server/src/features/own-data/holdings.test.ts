import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { readDataClasses } from '../../data-classes.ts';
import type { DbHandle } from '../../platform/db.ts';
import { columnWords } from './column-words.ts';
import { givenColumns } from './give.ts';
import { holdings } from './holdings.ts';
import { others } from './others.ts';
import { committing } from './owned.ts';

const classes = readDataClasses();
const held = new Set<string>(holdings.map(({ table }) => table));
const excused = new Set<string>(others.map(({ table }) => table));

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

describe('what is a person’s own', () => {
  it('is said of every table with anything that is not public: exported and destroyed, or named with a reason [W12]', () => {
    const personal = Object.entries(classes)
      .filter(([, columns]) => Object.values(columns).some((column) => column !== 'public'))
      .map(([table]) => table);
    expect(personal.filter((table) => !held.has(table) && !excused.has(table))).toEqual([]);
    expect([...held].filter((table) => excused.has(table))).toEqual([]);
  });

  it('is found by every column that bears the id of a person', () => {
    const missed = Object.entries(classes).flatMap(([table, columns]) =>
      Object.keys(columns).includes('person_id') && !holdings.some((each) => each.table === table) ? [table] : [],
    );
    expect(missed).toEqual([]);
  });

  it('leaves no sealed column out, but of tables that are named with a reason', () => {
    const sealed = Object.entries(classes).flatMap(([table, columns]) =>
      Object.entries(columns).flatMap(([column, each]) =>
        typeof each === 'object' && 'sealed' in each && !excused.has(table) ? [`${table}.${column}`] : [],
      ),
    );
    const given = new Set(
      holdings
        .filter(({ title }) => title !== undefined)
        .flatMap((each) => givenColumns(classes, each).map((name) => `${each.table}.${name}`)),
    );
    const left = sealed.filter((place) => !given.has(place.replace(/_sealed$/, '')));
    // What was entered of somebody who has not agreed to be acted for is that person's.
    expect(left.filter((place) => !place.startsWith('guardianship_request.'))).toEqual([]);
  });

  it('has a name in both languages for every table and column that is given out', () => {
    const names = holdings.filter(({ title }) => title !== undefined).flatMap((each) => givenColumns(classes, each));
    expect([...new Set(names)].filter((name) => columnWords[name] === undefined)).toEqual([]);
    expect(Object.keys(columnWords).filter((name) => !names.includes(name))).toEqual([]);
    for (const [zh, en] of [...Object.values(columnWords), ...others.map(({ why }) => [why.zh, why.en] as const)]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
    }
  });

  it('is destroyed in an order in which nothing is referred to any longer', async () => {
    const { rows } = await sql<{ from: string; to: string }>`
      select conrelid::regclass::text as from, confrelid::regclass::text as to
        from pg_constraint where contype = 'f' and conrelid <> confrelid`.execute(handle.db);
    const place = (table: string) => holdings.findLastIndex((each) => each.table === table);
    const wrong = rows.filter(({ from, to }) => held.has(from) && held.has(to) && place(from) > place(to));
    expect(wrong).toEqual([]);
    const kept = holdings.filter((each) => each.kept !== undefined).map(({ table }) => table as string);
    expect(rows.filter(({ from }) => kept.includes(from))).toEqual([]);
  });

  it('knows every table that commits to something in the log', () => {
    const bearing = Object.entries(classes).flatMap(([table, columns]) => ('commitment_id' in columns ? [table] : []));
    expect(bearing.filter((table) => table !== 'log_commitment').toSorted()).toEqual([...committing].toSorted());
  });
});
