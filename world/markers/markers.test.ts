import { createDatabase, dropDatabase, ensurePostgres, type SharedPostgres } from '@tongxing/server/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formsOf } from './forms.ts';
import { createMarkers, markersOfCast, placesOf } from './markers.ts';
import { recordTraffic, type Traffic } from './traffic.ts';

const database = `test_markers_${process.pid}`;
const phone = { what: 'a phone', value: '15435614308' };
const name = { what: 'a name', value: '王秀英' };
const quiet: Traffic = { urls: [], problems: [], secrets: [], stop: () => undefined };

let postgres: SharedPostgres;
let client: pg.Client;
beforeAll(async () => {
  postgres = await ensurePostgres({ instance: 'test' });
  await createDatabase(postgres, database);
  client = new pg.Client({ connectionString: postgres.url(database) });
  await client.connect();
  await client.query('create schema queue');
  await client.query('create table queue.job (id int, payload json, at timestamptz)');
  await client.query('create table kept (id int, note text, data jsonb, sealed bytea, several text[])');
  await client.query(`insert into kept values (1, 'nothing', '{"colour":"green"}', '\\x00ff', '{a,b}')`);
});
afterAll(async () => {
  await client.end();
  await dropDatabase(postgres, database);
  await postgres.release();
});

const look = (more: Partial<Parameters<typeof createMarkers>[0]> = {}) =>
  createMarkers({
    databases: { '140000': postgres.url(database) },
    places: () => [],
    traffic: quiet,
    planted: [phone, name],
    ...more,
  }).check();

/** What is said about a row that holds this in a column, while it is there. */
async function planted(column: string, value: unknown): Promise<string> {
  await client.query(
    `insert into ${column.startsWith('payload') ? 'queue.job' : 'kept'} (id, ${column}) values (7, $1)`,
    [value],
  );
  const said = await look().then(
    () => 'nothing',
    (error: Error) => error.message,
  );
  await client.query('delete from kept where id = 7');
  await client.query('delete from queue.job where id = 7');
  return said;
}

describe('personal data is found in a table', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.each<[string, string, unknown, string]>([
    ['as it is', 'note', `call ${phone.value}`, 'note'],
    ['in JSON', 'data', { deep: [{ name: name.value }] }, 'data'],
    ['in a list', 'several', ['x', phone.value], 'several'],
    ['in bytes', 'sealed', Buffer.from(`\0${name.value}\0`), 'sealed'],
    ['in bytes, in hex', 'sealed', Buffer.from(Buffer.from(phone.value).toString('hex')), 'sealed'],
    ['in hex', 'note', Buffer.from(name.value).toString('hex'), 'note'],
    ['in base64', 'note', base64(phone.value), 'note'],
    ['in base64 after one other character', 'note', base64(`a${phone.value}b`), 'note'],
    ['in base64 after two', 'note', base64(`aa${name.value}b`), 'note'],
    ['in base64url in the bytes of a signed token', 'sealed', Buffer.from(base64(`{"n":"${name.value}"}`)), 'sealed'],
    ['escaped', 'note', '"\\u738b\\u79c0\\u82f1"', 'note'],
    ['in a URL', 'note', `?name=${encodeURIComponent(name.value)}`, 'note'],
    ['in the queue of jobs', 'payload', { phone: phone.value }, 'payload'],
  ])('%s', async (_how, column, value, place) => {
    const said = await planted(
      column,
      typeof value === 'object' && !Buffer.isBuffer(value) && !Array.isArray(value) ? JSON.stringify(value) : value,
    );
    expect(said).toMatch(new RegExp(`a (phone|name) in table (public.kept|queue.job), column ${place} of 140000`));
    expect(said).not.toContain(phone.value);
    expect(said).not.toContain(name.value);
  });

  test('and not where it is masked, hashed, or absent', async () => {
    for (const text of ['154****4308', '王*英', 'a3f0c7', '15435614309'])
      expect(await planted('note', text)).toBe('nothing');
    expect(await look()).toBeGreaterThan(4);
  });
});

describe('personal data is found', () => {
  test.each<[string, Parameters<typeof look>[0], string]>([
    [
      'in what a process prints',
      { places: () => [{ name: 'the output of web', read: () => `{"to":"${phone.value}"}\n` }] },
      'a phone in the output of web',
    ],
    [
      'in an address',
      { traffic: { ...quiet, urls: [`http://a/people/${encodeURIComponent(name.value)}`] } },
      'a name in the address of a request',
    ],
    [
      'in a problem',
      { traffic: { ...quiet, problems: [`{"detail":"${phone.value}"}`] } },
      'a phone in a problem document',
    ],
  ])('%s', async (_where, where, said) => {
    await expect(look(where)).rejects.toThrow(said);
  });
});

test('what a process printed before it ended is looked through; a node that is down is not asked', async () => {
  let processes = [{ role: 'web', output: () => `sent to ${phone.value}` }];
  const node = { division: '140000', url: 'http://127.0.0.1:1', isUp: () => false, processes: () => processes };
  const places = placesOf([node]);
  expect(places().map(({ name: place }) => place)).toEqual(['the output of web of 140000']);
  processes = [];
  await expect(look({ places })).rejects.toThrow('a phone in the output of web of 140000');
});

test('secrets are learnt from what goes over the wire, and looked for as well', async () => {
  const token = 'A'.repeat(42) + 'Q';
  const real = globalThis.fetch;
  globalThis.fetch = async () => Response.json({ token, expiresAt: 'later' });
  const traffic = recordTraffic(['http://node']);
  await fetch('http://node/auth/session', {
    method: 'POST',
    body: JSON.stringify({ consent: { codeVerifier: 'v'.repeat(43) } }),
  });
  await fetch('http://simulator/messages?to=15435614308');
  traffic.stop();
  globalThis.fetch = real;
  expect(traffic.urls).toEqual(['http://node/auth/session']);
  expect(traffic.secrets.map(({ what }) => what).toSorted()).toEqual(['a codeVerifier', 'a token']);
  await client.query('insert into kept (id, note) values (7, $1)', [token]);
  await expect(look({ traffic })).rejects.toThrow('a token in table public.kept, column note');
  await client.query('delete from kept where id = 7');
});

test('everybody of the cast is looked for by name, document number and phone', () => {
  const markers = markersOfCast();
  // Nine with a resident number, and since then a traveller, under two passports, and two children.
  const people = new Set(markers.map(({ what }) => what.split(' of ')[1]));
  expect(people.size).toBeGreaterThanOrEqual(9);
  expect(markers.length).toBeGreaterThanOrEqual(people.size * 2 + 9);
  expect(markers.every(({ value }) => value.length > 1)).toBe(true);
  // A form so short that it would be found by chance says nothing.
  expect(Math.min(...markers.flatMap(({ value }) => formsOf(value).map((form) => form.length)))).toBeGreaterThanOrEqual(
    6,
  );
});
