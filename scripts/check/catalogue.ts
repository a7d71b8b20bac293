import type { Client } from 'pg';

export type Column = { name: string; type: string; notNull: boolean; default: string | null; generated: string };

export type Constraint = {
  name: string;
  /** pg_constraint.contype: primary key, unique, foreign key, check, exclusion */
  kind: 'p' | 'u' | 'f' | 'c' | 'x';
  definition: string;
  columns: string[];
  target: string | null;
  targetColumns: string[];
};

export type Index = { name: string; unique: boolean; columns: (string | null)[]; definition: string };

export type Table = {
  /** with the schema, unless it is `public` */
  name: string;
  partitionedBy: string | null;
  columns: Column[];
  constraints: Constraint[];
  /** those that no constraint has made */
  indexes: Index[];
  triggers: string[];
};

/** What the migrations made, everything in a fixed order. */
export type Catalogue = {
  tables: Table[];
  enums: { name: string; values: string[] }[];
  routines: string[];
  views: string[];
};

/** Not ours: PostgreSQL's own schemas and that of the job queue, which brings its own migrations. */
const OURS = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'graphile_worker')`;
const NAME = (schema: string, name: string) =>
  `CASE WHEN ${schema} = 'public' THEN quote_ident(${name}) ELSE quote_ident(${schema}) || '.' || quote_ident(${name}) END`;
const ATTRIBUTES = (relation: string, numbers: string) => `ARRAY(
  SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY AS key(number, position)
  LEFT JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = key.number ORDER BY key.position)`;

const TABLES = `
  SELECT ${NAME('n.nspname', 'c.relname')} AS name, pg_get_partkeydef(c.oid) AS "partitionedBy",
    (SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'notNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid),
        'generated', a.attidentity::text || a.attgenerated::text) ORDER BY a.attnum), '[]')
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'kind', k.contype,
        'definition', pg_get_constraintdef(k.oid), 'columns', ${ATTRIBUTES('k.conrelid', 'k.conkey')},
        'target', CASE WHEN k.confrelid <> 0 THEN ${NAME('tn.nspname', 't.relname')} END,
        'targetColumns', ${ATTRIBUTES('k.confrelid', 'k.confkey')})
        ORDER BY array_position('{p,u,f,c,x}', k.contype::text), k.conname), '[]')
      FROM pg_constraint k LEFT JOIN pg_class t ON t.oid = k.confrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
      WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x')) AS constraints,
    (SELECT coalesce(json_agg(json_build_object('name', i.relname, 'unique', x.indisunique,
        'columns', ${ATTRIBUTES('c.oid', 'x.indkey::int2[]')}, 'definition', pg_get_indexdef(i.oid)) ORDER BY i.relname), '[]')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.conrelid = c.oid)) AS indexes,
    ARRAY(SELECT g.tgname::text FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal ORDER BY 1) AS triggers
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${OURS} ORDER BY 1`;

const ENUMS = `
  SELECT ${NAME('n.nspname', 't.typname')} AS name,
    ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${OURS} ORDER BY 1`;

const ROUTINES = `
  SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prokind IN ('f', 'p') AND ${OURS} ORDER BY 1`;

const VIEWS = `
  SELECT 'VIEW ' || ${NAME('n.nspname', 'c.relname')} || ' AS' || E'\\n' || pg_get_viewdef(c.oid) AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND ${OURS} ORDER BY 1`;

/** Reads the catalogue of the database the client is connected to. */
export async function readCatalogue(client: Client): Promise<Catalogue> {
  const tables = await client.query<Table>(TABLES);
  const enums = await client.query<Catalogue['enums'][number]>(ENUMS);
  const routines = await client.query<{ definition: string }>(ROUTINES);
  const views = await client.query<{ definition: string }>(VIEWS);
  const definitions = (rows: { definition: string }[]) =>
    rows.map(({ definition }) => definition.trim().replace(/;$/, ''));
  return {
    tables: tables.rows,
    enums: enums.rows,
    routines: definitions(routines.rows),
    views: definitions(views.rows),
  };
}
