import { routes, schemas, type RouteDefinition } from '@tongxing/contract';
import fastJsonStringify from 'fast-json-stringify';
import { Type, type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { compileSerializer, compileValidator } from './schema-compilers.ts';

const place = { method: 'GET', url: '/', httpStatus: '200' };
const write = (schema: TSchema, value: unknown) => compileSerializer({ ...place, schema })(value);

describe('an answer', () => {
  const answers = (Object.values(routes) as RouteDefinition[]).flatMap(({ name, response }) =>
    'mediaType' in response ? [] : [[name, response as TSchema] as const],
  );

  it.each([...answers, ['what is refused', schemas.Problem] as const])(
    'can be written: %s (a node compiles it only when it first does)',
    (_name, schema) => {
      expect(fastJsonStringify(schema)).toBeTypeOf('function');
    },
  );

  it('has the members of the contract and no others', () => {
    const schema = Type.Object({ colour: Type.String() }, { additionalProperties: false });
    expect(write(schema, { colour: 'green', documentNumber: 'not for here' })).toBe('{"colour":"green"}');
  });
});

describe('what arrives', () => {
  const check = compileValidator({ method: 'POST', url: '/', schema: Type.Object({ days: Type.Integer() }) });

  it.each([
    [{ days: 7 }, true],
    [{ days: '7' }, false],
    [{}, false],
  ])('is taken as it is or not at all: %j', (value, taken) => {
    const { error, value: kept } = check(value) as { error?: Error; value?: unknown };
    expect(error === undefined).toBe(taken);
    expect(kept).toBe(taken ? value : undefined);
  });
});
