import type { Catalogue, Column, Table } from './catalogue.ts';

const HEADER = `-- What the migrations make, for reviewers; nothing reads it. Renew it with: npm run check -- schema --write`;

/** Writes a catalogue as SQL, the same text for the same schema whatever way the migrations took. */
export function schemaText({ enums, tables, views, routines }: Catalogue): string {
  const parts = [
    HEADER,
    ...enums.map(({ name, values }) => `CREATE TYPE ${name} AS ENUM (${values.map(quoted).join(', ')});`),
    ...tables.map(tableText),
    ...views.map((view) => `CREATE ${view};`),
    ...routines.map((routine) => `${routine};`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableText({ name, columns, constraints, indexes, partitionedBy, triggers }: Table): string {
  const lines = [
    ...columns.map(columnText),
    ...constraints.map((constraint) => `CONSTRAINT ${constraint.name} ${constraint.definition}`),
  ];
  const partition = partitionedBy === null ? '' : ` PARTITION BY ${partitionedBy}`;
  return [
    `CREATE TABLE ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${partition};`,
    ...indexes.map(({ definition }) => `${definition};`),
    ...triggers.map((trigger) => `-- trigger ${trigger}`),
  ].join('\n');
}

function columnText({ name, type, notNull, default: value, generated }: Column): string {
  const origin =
    generated === 'a' || generated === 'd'
      ? ` GENERATED ${generated === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`
      : generated !== ''
        ? ` GENERATED ALWAYS AS (${value})`
        : value === null
          ? ''
          : ` DEFAULT ${value}`;
  return `${name} ${type}${notNull ? ' NOT NULL' : ''}${origin}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
