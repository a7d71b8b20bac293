import { Client } from 'pg';
import { SUPERUSER } from './cluster.ts';
import { EmbeddedPostgresError } from './error.ts';

/** Where a server is reached: all that another process needs to know. */
export type Address = { socketDir: string; port: number };

/** Connection string for `pg`, libpq and anything else that reads PostgreSQL URIs (manual 34.1.1.2). */
export function databaseUrl(at: Address, database: string): string {
  return `postgresql://${SUPERUSER}@${encodeURIComponent(at.socketDir)}:${at.port}/${database}`;
}

/** Makes an empty database unless it exists; tells whether it made one. @throws EmbeddedPostgresError `bad-name` */
export async function createDatabase(at: Address, name: string): Promise<boolean> {
  return create(at, `CREATE DATABASE ${identifier(name)} TEMPLATE template0`);
}

/** Makes `name` a copy of the database `template`, which nobody may be using. @throws EmbeddedPostgresError `bad-name` */
export async function cloneDatabase(at: Address, template: string, name: string): Promise<void> {
  await query(at, `CREATE DATABASE ${identifier(name)} TEMPLATE ${identifier(template)}`);
}

/** Drops a database if it exists, cutting off whoever uses it. @throws EmbeddedPostgresError `bad-name` */
export async function dropDatabase(at: Address, name: string): Promise<void> {
  await query(at, `DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
}

/** Drops every database whose name starts with `prefix`: what killed test runs left behind. */
export async function dropDatabases(at: Address, prefix: string): Promise<void> {
  const { rows } = await query(at, 'SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [
    identifier(prefix),
  ]);
  for (const { datname } of rows) await dropDatabase(at, datname);
}

/**
 * Makes the database `name` with `build` unless it is there already, whole. Several processes may ask at once: one
 * builds, the others wait. A build that fails or is killed leaves nothing that looks finished.
 */
export async function ensureTemplate(at: Address, name: string, build: (url: string) => Promise<void>): Promise<void> {
  const unfinished = identifier(`${name}_new`);
  const client = await connect(at);
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [identifier(name)]);
    if (rowCount !== 0) return;
    await dropDatabase(at, unfinished);
    await createDatabase(at, unfinished);
    await build(databaseUrl(at, unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  } finally {
    await client.end();
  }
}

/** Names are checked rather than quoted: they come from code, and a surprising one is a mistake. */
function identifier(name: string): string {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(name)) return name;
  throw new EmbeddedPostgresError('bad-name', `"${name}" is no name for a database: use a–z, 0–9 and "_", at most 63.`);
}

async function create(at: Address, statement: string): Promise<boolean> {
  try {
    await query(at, statement);
    return true;
  } catch (error) {
    const exists = (error as { code?: string }).code === '42P04';
    if (exists) return false;
    throw error;
  }
}

async function query(at: Address, text: string, values: string[] = []) {
  const client = await connect(at);
  try {
    return await client.query<{ datname: string }>(text, values);
  } finally {
    await client.end();
  }
}

async function connect(at: Address): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl(at, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  return client;
}
