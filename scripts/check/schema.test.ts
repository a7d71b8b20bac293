import { ensurePostgres, type SharedPostgres } from '@tongxing/server/embedded-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from './catalogue.ts';
import { citusFindings, type Distribution } from './citus.ts';
import { catalogueOf, snapshotFindings } from './schema.ts';
import { schemaText } from './schema-text.ts';

const GOOD = `
  CREATE TYPE colour AS ENUM ('green', 'yellow', 'red');
  CREATE TABLE person (person_id uuid PRIMARY KEY, name text NOT NULL, born date);
  CREATE TABLE division (division text PRIMARY KEY);
  CREATE TABLE code (
    person_id uuid NOT NULL REFERENCES person, code_id uuid NOT NULL, colour colour NOT NULL,
    division text NOT NULL REFERENCES division, serial bigint GENERATED ALWAYS AS IDENTITY,
    valid_to timestamptz, days integer DEFAULT 7 CHECK (days > 0),
    PRIMARY KEY (person_id, code_id), UNIQUE (person_id, serial));
  CREATE INDEX code_valid_to ON code (valid_to) WHERE colour = 'green';
  CREATE TABLE scan (venue_id uuid, at timestamptz, PRIMARY KEY (venue_id, at)) PARTITION BY RANGE (at);
  CREATE TABLE scan_2022 PARTITION OF scan FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');`;

const DISTRIBUTION: Distribution = {
  distributed: { person: 'person_id', code: 'person_id', scan: 'venue_id' },
  reference: ['division'],
  local: [],
};

// Keeps the server running between the tests.
let server: SharedPostgres;
beforeAll(async () => {
  server = await ensurePostgres({ instance: 'test' });
});
afterAll(() => server.release());

async function read(sql: string): Promise<Catalogue> {
  const catalogue = await catalogueOf([{ path: '0001_test.sql', text: sql }]);
  if ('failed' in catalogue) throw new Error(catalogue.failed.message);
  return catalogue;
}

async function objections(sql: string, distribution = DISTRIBUTION): Promise<string[]> {
  return citusFindings(await read(GOOD + sql), distribution).map(({ place, message }) => `${place} ${message}`);
}

describe('the snapshot of the schema', () => {
  test('writes down tables, keys, indexes, partitions and types', async () => {
    const text = schemaText(await read(GOOD));
    expect(text).toContain(`CREATE TYPE colour AS ENUM ('green', 'yellow', 'red');`);
    expect(text).toContain('  days integer DEFAULT 7,\n');
    expect(text).toContain('  serial bigint NOT NULL GENERATED ALWAYS AS IDENTITY,\n');
    expect(text).toContain('  CONSTRAINT code_pkey PRIMARY KEY (person_id, code_id),\n');
    expect(text).toContain('  CONSTRAINT code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),\n');
    expect(text).toContain('CHECK ((days > 0))');
    expect(text).toContain('CREATE INDEX code_valid_to ON public.code USING btree (valid_to)');
    expect(text).toContain(') PARTITION BY RANGE (at);');
    expect(text).not.toContain('scan_2022');
  });

  test('is the same whatever order the tables were made in', async () => {
    const one = await read('CREATE TABLE a (x int); CREATE TABLE b (y int);');
    const other = await read('CREATE TABLE b (y int); CREATE TABLE a (x int);');
    expect(schemaText(one)).toBe(schemaText(other));
  });

  test('is itself when made again from its own text', async () => {
    const text = schemaText(
      await read(GOOD.replace(' PARTITION BY RANGE (at)', '').replace(/CREATE TABLE scan_2022.*/, '')),
    );
    // Sorted by name, `code` comes before the tables it refers to; the foreign keys go last.
    const keys = [...text.matchAll(/^ {2}(CONSTRAINT \w+ FOREIGN KEY .*?),?$/gm)].map(
      ([, key]) => `ALTER TABLE code ADD ${key};`,
    );
    const without = text.replace(/^ {2}CONSTRAINT \w+ FOREIGN KEY .*\n/gm, '').replaceAll(',\n)', '\n)');
    expect(schemaText(await read(without + keys.join('\n')))).toBe(text);
  });

  test('names the line where it differs from the migrations', () => {
    expect(snapshotFindings('a\nb\n', 'a\nb\n')).toEqual([]);
    const [finding] = snapshotFindings('a\nb\n', 'a\nc\n');
    expect(finding?.place).toBe('apps/server/schema.sql:2');
    expect(snapshotFindings('', 'a\n')).toHaveLength(1);
    expect(snapshotFindings('a\nb\n', 'a\n')).toHaveLength(1);
  });

  test('a migration that does not apply is named', async () => {
    const outcome = await catalogueOf([{ path: 'apps/server/migrations/0001_a.sql', text: 'CREATE TABEL a ()' }]);
    expect(outcome).toEqual({
      failed: { place: 'apps/server/migrations/0001_a.sql', message: 'syntax error at or near "TABEL"' },
    });
  });
});

describe('the rules of a distributed schema', () => {
  test('are kept by keys that begin with the distribution column', async () => {
    expect(await objections('')).toEqual([]);
  });

  test.each([
    ['CREATE TABLE stray (x int);', 'table stray is not listed in citus.json'],
    ['ALTER TABLE code ADD UNIQUE (serial);', 'table code key code_serial_key does not begin with person_id'],
    [
      'CREATE UNIQUE INDEX by_day ON code (valid_to, person_id);',
      'table code key by_day does not begin with person_id',
    ],
    [
      'CREATE UNIQUE INDEX by_text ON code ((days + 1), person_id);',
      'table code key by_text does not begin with person_id',
    ],
    ['ALTER TABLE code DROP CONSTRAINT code_pkey;', 'table code has no primary key'],
    [
      'ALTER TABLE division ADD person uuid REFERENCES person;',
      'table division foreign key division_person_fkey leads from a reference to a distributed table',
    ],
    [
      'ALTER TABLE code ADD proxy uuid REFERENCES person;',
      'table code foreign key code_proxy_fkey does not pair the distribution columns',
    ],
    [
      'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION f();',
      'table person has the trigger t',
    ],
    [
      'ALTER TABLE person ADD made timestamptz DEFAULT now();',
      'table person column made defaults to now(): pass the value as a parameter',
    ],
    [
      'ALTER TABLE person ADD made timestamptz DEFAULT CURRENT_TIMESTAMP;',
      'table person column made defaults to CURRENT_TIMESTAMP: pass the value as a parameter',
    ],
  ])('%s is found', async (sql, message) => {
    expect(await objections(sql)).toContain(message);
  });

  test('a listed table that does not exist, one listed twice, and a wrong column are found', () => {
    const catalogue: Catalogue = { tables: [], enums: [], routines: [], views: [] };
    const ghost = { distributed: { ghost: 'x' }, reference: ['ghost'], local: [] };
    expect(citusFindings(catalogue, ghost).map(({ message }) => message)).toEqual([
      'there is no such table',
      'there is no such table',
      'is listed twice',
    ]);
  });

  test('a distribution column that the table lacks is found', async () => {
    const wrong = { ...DISTRIBUTION, distributed: { ...DISTRIBUTION.distributed, scan: 'person_id' } };
    expect(await objections('', wrong)).toEqual(['table scan has no column person_id to be distributed by']);
  });
});
