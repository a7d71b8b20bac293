import fastJsonStringify from 'fast-json-stringify';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * Checks what arrives against the contract as it stands: nothing is converted, filled in or dropped. (The type provider's own
 * compiler converts, so that "1" would pass for 1.)
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validator = compiledOnce(validators, schema, () => Compile(schema));
  return (value: unknown) => {
    if (validator().Check(value)) return { value };
    const errors = validator()
      .Errors(value)
      .map(({ keyword, instancePath, schemaPath, params, message }) => ({
        keyword,
        instancePath,
        schemaPath,
        params: { ...params },
        message,
      }));
    return { error: Object.assign(new Error('not in the shape of the contract'), { validation: errors }) };
  };
};

/** Writes what leaves, with the members of the contract and no others. */
export const compileSerializer: FastifySerializerCompiler<TSchema> = ({ schema }) => {
  const serializer = compiledOnce(serializers, schema, (): Serializer => fastJsonStringify(schema));
  return (value: unknown) => serializer()(value);
};

const validators = new WeakMap<TSchema, ReturnType<typeof Compile>>();
type Serializer = (value: unknown) => string;

const serializers = new WeakMap<TSchema, Serializer>();

/**
 * Compiled when it is first used, once in a process: all answers of all routes together take as long to compile as everything else
 * that a node does until it is ready.
 */
function compiledOnce<T>(known: WeakMap<TSchema, T>, schema: TSchema, compile: () => T): () => T {
  return () => {
    const compiled = known.get(schema) ?? compile();
    known.set(schema, compiled);
    return compiled;
  };
}
