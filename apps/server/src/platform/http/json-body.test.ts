import type { schemas } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import { isDeeper, isStorable } from './json-body.ts';
import { openServer } from './test/server.ts';

const { app } = await openServer();
const right = JSON.stringify({ phone: '15410000001' });
const send = (type: string, payload: string | Buffer = right) =>
  app.inject({ method: 'POST', url: '/auth/phone-code', headers: { 'content-type': type }, payload });

describe('a body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'of the type %s is taken',
    async (type) => {
      expect((await send(type)).statusCode).toBe(202);
    },
  );

  it.each([
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'image/png',
    'image/svg+xml',
    'application/octet-stream',
    'application/xml',
    'text/html',
    'application/jsonp',
  ])('of the type %s is not: there are no uploads', async (type) => {
    const answer = await send(type);
    expect(answer.statusCode).toBe(415);
    expect(answer.json<schemas.Problem>().type).toBe('urn:tongxing:problem:unsupported-media-type');
  });

  it('nested deeper than any of the contract is refused before it is parsed', async () => {
    const nested = (depth: number) => `{"phone":"15410000001","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await send('application/json', nested(40))).json<schemas.Problem>().errors).toBeUndefined();
    // Not too deep, but with a member too many: that is for the schema to say.
    expect((await send('application/json', nested(20))).json<schemas.Problem>().errors).not.toEqual([]);
  });
});

it.each([
  ['[[1]]', 2, false],
  ['[[1]]', 1, true],
  ['{"a":{"b":[{}]}}', 4, false],
  ['{"a":{"b":[{}]}}', 3, true],
  ['["[[[[[["]', 1, false],
  ['["\\"[[["]', 1, false],
  ['["\\\\",[]]', 1, true],
  ['["\\\\\\"",[]]', 1, true],
  ['["\\\\\\",[]]', 1, false],
  ['["[[[', 1, false],
  ['["\\', 1, false],
  ['[[],[],[],[]]', 2, false],
  ['', 0, false],
  ['['.repeat(32) + ']'.repeat(32), 32, false],
  ['['.repeat(33) + ']'.repeat(33), 32, true],
])('%s is deeper than %i: %s', (json, maximum, deeper) => {
  expect(isDeeper(Buffer.from(json), maximum)).toBe(deeper);
});

describe('a body is taken in', () => {
  it.each([
    ['null', null],
    ['a text of four alphabets and a pair of surrogates', 'Wáng 王 Ван 😀'],
    ['objects in lists', [{ a: [{ b: 'c' }] }]],
    ['a word that means something to the language, as a value', ['__proto__', 'constructor']],
    ['a constructor of another kind', [{ constructor: 'builder' }, { constructor: null }, { constructor: { a: 1 } }]],
  ])('when it is %s', (_what, body) => {
    expect(isStorable(body)).toBe(true);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['the first half of a pair of surrogates', 'a\ud83d'],
    ['the second half', '\ude00'],
    ['both halves in the wrong order', '\ude00\ud83d'],
    ['a NUL in a list in an object', { a: ['\0'] }],
    ['a NUL in a name', { 'a\0': 1 }],
    ['a name that stands for the prototype', JSON.parse('{"a":[{"__proto__":{}}]}')],
    ['the same, in escapes', JSON.parse('{"\\u005f_proto\\u005f_":1}')],
    ['a prototype behind a constructor', { constructor: { prototype: {} } }],
  ])('never with %s', (_what, body) => {
    expect(isStorable(body)).toBe(false);
  });
});
