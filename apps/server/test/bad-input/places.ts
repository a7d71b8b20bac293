import type { JsonSchema } from '../../src/pages/openapi-document.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

/** A place in a body: the value that stands there rightly and the schema that says what may. */
export interface Place {
  readonly path: Path;
  readonly schema: JsonSchema;
  readonly value: Json;
}

/** Every place of a right body, the body itself first. */
export function placesIn(schema: JsonSchema, value: Json, path: Path = []): Place[] {
  const own = branchFor(schema, value);
  const here = { path, schema, value };
  if (Array.isArray(value))
    return [here, ...value.flatMap((item, at) => placesIn(own.items ?? {}, item, [...path, at]))];
  if (typeof value !== 'object' || value === null) return [here];
  const members = Object.entries(value);
  return [here, ...members.flatMap(([name, item]) => placesIn(own.properties?.[name] ?? {}, item, [...path, name]))];
}

/** Of alternatives, the one that a right value is of. */
export function branchFor(schema: JsonSchema, value: Json): JsonSchema {
  return schema.anyOf?.find((branch) => fits(branch, value)) ?? schema;
}

function fits(schema: JsonSchema, value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return admits(schema, value);
  return Object.entries(value).every(([name, member]) => {
    const property = schema.properties?.[name];
    return property !== undefined && (typeof member !== 'string' || admits(property, member));
  });
}

/** May a value of this JSON type stand here at all? Nothing is said of its range or pattern. */
export function admits(schema: JsonSchema, value: Json): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((branch) => admits(branch, value));
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.const !== undefined) return schema.const === value;
  if (value === null) return schema.type === 'null';
  if (Array.isArray(value)) return schema.type === 'array';
  if (typeof value === 'number') return schema.type === 'number' || schema.type === 'integer';
  return schema.type === typeof value;
}

/** A copy of a body with another value at a place, or with nothing there. */
export function replaced(body: Json, [step, ...rest]: Path, value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  if (Array.isArray(body)) return body.map((item, at) => (at === step ? replaced(item, rest, value) : item));
  const members = { ...(body as Record<string, Json>) };
  if (rest.length === 0 && value === undefined) delete members[step];
  else members[step] = replaced(members[step] ?? null, rest, value);
  return members;
}
