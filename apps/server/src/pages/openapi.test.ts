import { Validator } from '@seriousme/openapi-schema-validator';
import { problems } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { exampleOf } from './example.ts';
import { completeDocument } from './openapi.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './openapi-document.ts';
import { definitions, openPages } from './test/page-app.ts';

const app = await openPages();
const document: OpenApiDocument = (await app.inject('/openapi.json')).json();

function operationOf(name: string): Operation {
  const found = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .find((operation) => operation.operationId === name);
  if (found === undefined) throw new Error(`${name} is missing`);
  return found;
}

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 to an independent validator', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as never)).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('would not be valid with an operation that answers nothing', async () => {
    const broken = structuredClone(document);
    operationsOf(broken)[0]!.responses = { 'no status': { description: '' } };
    expect(await new Validator().validate(broken as never)).toMatchObject({ valid: false });
  });

  test('has every route of the contract under its own name', () => {
    const names = operationsOf(document).map(({ operationId }) => operationId);
    expect(names.sort()).toEqual(definitions.map(({ name }) => name).sort());
  });

  test('answers every problem as application/problem+json (RFC 9457 §3)', () => {
    const failures = operationsOf(document).flatMap(({ responses }) =>
      Object.entries(responses).filter(([status]) => /^[45]/.test(status)),
    );
    expect(failures.length).toBeGreaterThanOrEqual(2 * definitions.length);
    for (const [, { content }] of failures) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
  });

  test('gives a problem of its own with status, text and cure', () => {
    const { responses } = operationOf('signIn');
    const wrong = problems['phone-code-wrong'];
    const examples = responses[String(wrong.status)]?.content?.['application/problem+json']?.examples;
    expect(examples?.['phone-code-wrong']?.value).toMatchObject({
      type: 'urn:tongxing:problem:phone-code-wrong',
      cure: { zh: wrong.zh.cure, en: wrong.en.cure },
    });
  });

  test('says who may call: nobody needs a token for a public route, a peer signs, a reader does either', () => {
    expect(operationOf('getProvince').security).toEqual([]);
    expect(operationOf('getMe').security).toEqual([{ session: [] }]);
    expect(operationOf('attest').security).toEqual([{ httpMessageSignature: [] }]);
    expect(operationOf('getStatusList').security).toEqual([{ session: [] }, { httpMessageSignature: [] }]);
  });

  test('says what staff may do where, and that a cookie needs the page beside it to change something', () => {
    expect(operationOf('createStaff')['x-staff']).toEqual({
      staff: ['admin'],
      scope: 'own-division',
      divisionOf: '/body/division',
    });
    expect(operationOf('createStaff').security).toEqual([{ session: [] }, { staffCookie: [], ownPage: [] }]);
    expect(operationOf('listStaff').security).toEqual([{ session: [] }, { staffCookie: [] }]);
    expect(operationOf('getMe')).not.toHaveProperty('x-staff');
  });

  test('names the media type of an answer that is not JSON, and none where there is nothing to answer', () => {
    expect(Object.keys(operationOf('getStatusList').responses['200']?.content ?? {})).toEqual([
      'application/statuslist+cwt',
    ]);
    expect(operationOf('signOut').responses['204']).not.toHaveProperty('content');
  });

  test('refuses an operation that is not in the contract', () => {
    const foreign = { get: { operationId: 'foreign', summary: '', tags: [], responses: {} } };
    expect(() => completeDocument({ ...document, paths: { '/foreign': foreign } })).toThrow(
      'foreign is not in the contract',
    );
  });
});

describe('an example', () => {
  test('of every body and every JSON answer is accepted by the contract itself', () => {
    for (const { name, body, response } of definitions) {
      for (const schema of [body, 'mediaType' in response ? undefined : response]) {
        if (schema === undefined) continue;
        const example = exampleOf(JSON.parse(JSON.stringify(schema)) as JsonSchema);
        expect([...Value.Errors(schema, example)].map(({ instancePath }) => `${name} ${instancePath}`)).toEqual([]);
      }
    }
  });
});

function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path));
}

test('the document says how often each route may be called, and by whose count', () => {
  expect(operationOf('sendPhoneCode')['x-limit']).toEqual({ per: 'address', count: 60, seconds: 60, shared: false });
  expect(operationOf('getMe')['x-limit']).toEqual({ per: 'account', count: 120, seconds: 60, shared: true });
});
