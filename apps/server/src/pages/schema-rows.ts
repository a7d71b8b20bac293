import type { JsonSchema } from './openapi-document.ts';
import { patternName } from './patterns.ts';

/** One line of a table that describes a value: `stays[].from`. */
export interface SchemaRow {
  readonly path: string;
  readonly required: boolean;
  readonly type: string;
  readonly limits: string;
  readonly description: string;
}

/** A schema as the rows of a table, outer before inner. A schema that is no object has one row, with the path `(body)`. */
export function schemaRows(schema: JsonSchema): SchemaRow[] {
  const rows = inner(schema, '');
  return rows.length > 0 ? rows : [row('(body)', schema, true)];
}

function inner(schema: JsonSchema, prefix: string): SchemaRow[] {
  const variants = objectVariants(schema);
  if (variants.length > 1)
    return variants.flatMap((variant, position) => variantRows(variant, position, variants.length, prefix));
  const [only = schema] = variants;
  if (only.items !== undefined) return inner(only.items, `${prefix}[]`);
  return Object.entries(only.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [row(path, property, only.required?.includes(name) === true), ...inner(property, path)];
  });
}

/** Members that are one object or another; null beside them only means that there may be none. */
function objectVariants(schema: JsonSchema): readonly JsonSchema[] {
  return (schema.anyOf ?? []).filter((member) => member.properties !== undefined || member.items !== undefined);
}

function variantRows(variant: JsonSchema, position: number, count: number, prefix: string): SchemaRow[] {
  return inner(variant, prefix).map((each) => ({
    ...each,
    description: `form ${position + 1} of ${count}${each.description === '' ? '' : `: ${each.description}`}`,
  }));
}

function row(path: string, schema: JsonSchema, required: boolean): SchemaRow {
  return { path, required, type: typeOf(schema), limits: limitsOf(schema), description: schema.description ?? '' };
}

/** In a word or two; a choice is spelled out. */
export function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(' | ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.pattern !== undefined) return patternName(schema.pattern) ?? 'string';
  return schema.type ?? 'anything';
}

function limitsOf(schema: JsonSchema): string {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, uniqueItems, pattern } = schema;
  return [
    range(minLength, maxLength, 'characters'),
    range(minimum, maximum, ''),
    range(minItems, maxItems, 'items'),
    uniqueItems === true ? 'no two alike' : '',
    pattern !== undefined && patternName(pattern) === undefined ? pattern : '',
  ]
    .filter((limit) => limit !== '')
    .join(', ');
}

function range(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined && high === undefined) return '';
  const bounds =
    low === high ? `${low}` : low === undefined ? `≤ ${high}` : high === undefined ? `≥ ${low}` : `${low}–${high}`;
  return `${bounds} ${unit}`.trim();
}
