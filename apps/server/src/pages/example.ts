import type { JsonSchema } from './openapi-document.ts';
import { patternExample } from './patterns.ts';

/** A value that the schema accepts: its own example where it has one, else the simplest of its kind. */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf?.[0] !== undefined) return exampleOf(schema.anyOf[0]);
  if (schema.type === 'object') return objectExample(schema);
  if (schema.type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items)];
  if (schema.type === 'string') return stringExample(schema);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  return schema.type === 'boolean' ? true : null;
}

function objectExample({ properties = {} }: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, exampleOf(property)]));
}

function stringExample({ pattern, minLength = 0, maxLength = Infinity }: JsonSchema): string {
  const example = (pattern === undefined ? undefined : patternExample(pattern)) ?? 'example';
  return example
    .repeat(Math.max(1, Math.ceil(minLength / example.length)))
    .slice(0, Math.max(minLength, Math.min(example.length, maxLength)));
}
