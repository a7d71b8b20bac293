import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../test/database.ts';
import { readDataClasses, sealedColumns, type DataClass } from './data-classes.ts';
import type { DbHandle } from './platform/db.ts';

const classes = readDataClasses();
let handle: DbHandle;
let columns: { place: string; type: string }[];
beforeAll(async () => {
  handle = await openTestDatabase();
  const { rows } = await sql<{ place: string; type: string }>`
    select c.table_name || '.' || c.column_name as place, c.data_type as type
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.table_name not similar to '(scan|door_check)\\_default' and c.table_name <> 'migration' order by 1`.execute(
    handle.db,
  );
  columns = rows;
});
afterAll(() => handle.close());

const listed = new Map<string, DataClass>(
  Object.entries(classes).flatMap(([table, held]) =>
    Object.entries(held).map(([column, dataClass]) => [`${table}.${column}`, dataClass] as const),
  ),
);
const isSealed = (held: DataClass | undefined) => typeof held === 'object' && 'sealed' in held;

describe('the classes of what is stored', () => {
  it('are said of every column of every table, and of none that is not there', () => {
    expect([...listed.keys()].toSorted()).toEqual(columns.map(({ place }) => place).toSorted());
  });

  it('say why what is known of somebody’s health stands in the clear', () => {
    const reasons = [...listed.values()].flatMap((held) =>
      typeof held === 'object' && 'health' in held ? [held.health] : [],
    );
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((why) => why.length < 20)).toEqual([]);
  });

  it('are sealed for everything that says so by its name, and bytes where they are sealed or an index', () => {
    const wrong = columns.filter(({ place, type }) => {
      const held = listed.get(place);
      if (place.endsWith('_sealed') !== isSealed(held)) return true;
      if (place.endsWith('_index') && type === 'bytea' && held !== 'index') return true;
      return isSealed(held) && type !== 'bytea';
    });
    expect(wrong).toEqual([]);
  });

  it('leave free JSON in the clear only where it is health or about nobody', () => {
    for (const { place } of columns.filter(({ type }) => type === 'jsonb')) {
      const held = listed.get(place);
      const allowed = held === 'public' || (typeof held === 'object' && 'health' in held);
      expect([place, allowed]).toEqual([place, true]);
    }
  });

  it('name a person, a document or a phone in sealed columns only', () => {
    const personal = /(^|_)(name|phone|document|id_number|address)($|_)/;
    const clear = [...listed].filter(
      ([place, held]) => personal.test(place.split('.')[1] ?? '') && held !== 'index' && !isSealed(held),
    );
    // A venue's name is that of a place, an organisation's that of an employer or a school, a fault's that of a column; what bears the number of an authority's paper has no number of
    // a person's; what kind of document somebody has says nothing of its number, nor does our own id of it.
    expect(clear.map(([place]) => place).toSorted()).toEqual([
      'application_document.document_id',
      'approval.document_number',
      'area_list.document_number',
      'colour_list.document_number',
      'guardianship_request.document_type',
      'manual_colour.document_number',
      'manual_registration.document_type',
      'organisation.name',
      'person.document_id',
      'person.document_type',
      'person_document.document_id',
      'person_document.document_type',
      'upload_fault.column_name',
      'venue.name',
    ]);
    expect(sealedColumns(classes).length).toBeGreaterThanOrEqual(5);
  });
});
