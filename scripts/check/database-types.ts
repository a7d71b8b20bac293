import type { Catalogue, Column, Table } from './catalogue.ts';

/** What the driver hands over for each PostgreSQL type (see openDatabase for bigint and date). */
const TYPESCRIPT: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  bytea: 'Buffer',
  boolean: 'boolean',
  integer: 'number',
  smallint: 'number',
  bigint: 'number',
  date: 'string',
  'timestamp with time zone': 'Date',
  jsonb: 'Json',
};

const HEADER = `// What the migrations make, as the query writer sees it. Renew it with: npm run check -- schema --write
import type { ColumnType } from 'kysely';

/** jsonb: read as a value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;
`;

/** Writes the shape of every table as TypeScript. @throws Error for a column type that nobody has mapped yet */
export function databaseTypes({ tables }: Catalogue): string {
  const index = tables.map(({ name }) => `  ${name}: ${interfaceName(name)};`).join('\n');
  return [HEADER, ...tables.map(tableType), `export interface Database {\n${index}\n}\n`].join('\n');
}

function tableType({ name, columns }: Table): string {
  return `export interface ${interfaceName(name)} {\n${columns.map((column) => columnType(name, column)).join('\n')}\n}\n`;
}

function columnType(table: string, { name, type, notNull }: Column): string {
  const base = TYPESCRIPT[type];
  if (base === undefined) throw new Error(`no TypeScript type for ${type} (${table}.${name})`);
  return `  ${name}: ${base}${notNull ? '' : ' | null'};`;
}

function interfaceName(table: string): string {
  return `${table.replace(/(^|_)([a-z])/g, (_, _separator, letter: string) => letter.toUpperCase())}Table`;
}
