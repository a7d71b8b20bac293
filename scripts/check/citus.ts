import type { Catalogue, Table } from './catalogue.ts';
import type { Finding } from './finding.ts';

/** `apps/server/citus.json`: how each table lies in a cluster. */
export type Distribution = {
  /** table → the column by whose hash its rows are spread */
  distributed: Record<string, string>;
  /** tables that every node has a copy of */
  reference: string[];
  /** tables of the coordinator alone */
  local: string[];
};

type Kind = 'distributed' | 'reference' | 'local';

/**
 * The rules of Citus (manual: "Table Co-Location", "SQL Support and Workarounds") that a schema must keep from the first
 * migration, held against the catalogue: keys begin with the distribution column, foreign keys stay within a shard or
 * point at a reference table, no triggers, and no column that fills itself from the server's clock or dice.
 */
export function citusFindings({ tables }: Catalogue, distribution: Distribution): Finding[] {
  const names = new Set(tables.map(({ name }) => name));
  const listed = [...Object.keys(distribution.distributed), ...distribution.reference, ...distribution.local];
  const place = (name: string) => `citus.json: ${name}`;
  return [
    ...listed
      .filter((name) => !names.has(name))
      .map((name) => ({ place: place(name), message: 'there is no such table' })),
    ...listed
      .filter((name, index) => listed.indexOf(name) < index)
      .map((name) => ({ place: place(name), message: 'is listed twice' })),
    ...tables.flatMap((table) =>
      tableObjections(table, distribution).map((message) => ({ place: `table ${table.name}`, message })),
    ),
  ];
}

function tableObjections(table: Table, distribution: Distribution): string[] {
  const kind = kindOf(table.name, distribution);
  if (kind === undefined) return ['is not listed in citus.json'];
  const foreign = table.constraints.filter((constraint) => constraint.kind === 'f');
  const objections = foreign.flatMap(({ name, target, columns, targetColumns }) => {
    const message = foreignKeyObjection(table, kind, target ?? '', columns, targetColumns, distribution);
    return message === undefined ? [] : [`foreign key ${name} ${message}`];
  });
  if (kind === 'local') return objections;
  objections.push(...table.triggers.map((trigger) => `has the trigger ${trigger}`));
  for (const column of table.columns) {
    const impure = /\b(now|random|clock_timestamp|statement_timestamp|gen_random_uuid)\(|CURRENT_|LOCALTIME/.test(
      column.default ?? '',
    );
    if (impure) objections.push(`column ${column.name} defaults to ${column.default}: pass the value as a parameter`);
  }
  return kind === 'distributed'
    ? [...objections, ...keyObjections(table, distribution.distributed[table.name] ?? '')]
    : objections;
}

function keyObjections(table: Table, by: string): string[] {
  const column = table.columns.find(({ name }) => name === by);
  if (column === undefined) return [`has no column ${by} to be distributed by`];
  const keys = [
    ...table.constraints.filter(({ kind }) => kind === 'p' || kind === 'u'),
    ...table.indexes.filter(({ unique }) => unique),
  ];
  const objections = keys
    .filter(({ columns }) => columns[0] !== by)
    .map(({ name }) => `key ${name} does not begin with ${by}`);
  if (!table.constraints.some(({ kind }) => kind === 'p')) objections.push('has no primary key');
  if (table.constraints.some(({ kind }) => kind === 'x')) objections.push('has an exclusion constraint');
  return objections;
}

function foreignKeyObjection(
  table: Table,
  kind: Kind,
  target: string,
  columns: readonly string[],
  targetColumns: readonly string[],
  distribution: Distribution,
): string | undefined {
  const targetKind = kindOf(target, distribution);
  if (targetKind === 'reference') return undefined;
  if (kind !== targetKind) return `leads from a ${kind} to a ${targetKind ?? 'not listed'} table`;
  if (kind === 'local') return undefined;
  const position = columns.indexOf(distribution.distributed[table.name] ?? '');
  const together = position >= 0 && targetColumns[position] === distribution.distributed[target];
  return together ? undefined : 'does not pair the distribution columns';
}

function kindOf(table: string, { distributed, reference, local }: Distribution): Kind | undefined {
  if (Object.hasOwn(distributed, table)) return 'distributed';
  if (reference.includes(table)) return 'reference';
  return local.includes(table) ? 'local' : undefined;
}
