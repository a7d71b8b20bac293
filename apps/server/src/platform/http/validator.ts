import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * Checks what arrives against the contract as it stands: nothing is converted, filled in or dropped. (The type provider's own
 * compiler converts, so that "1" would pass for 1.)
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validator = Compile(schema);
  return (value: unknown) => {
    if (validator.Check(value)) return { value };
    const errors = validator.Errors(value).map(({ keyword, instancePath, schemaPath, params, message }) => ({
      keyword,
      instancePath,
      schemaPath,
      params: { ...params },
      message,
    }));
    return { error: Object.assign(new Error('not in the shape of the contract'), { validation: errors }) };
  };
};
