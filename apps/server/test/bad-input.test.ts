import { problems, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../src/pages/openapi-document.ts';
import { judge, marker } from './bad-input/answer.ts';
import { isSigned, kinds } from './bad-input/kinds.ts';
import { pathParameters, targetsOf, type Target } from './bad-input/operations.ts';
import { addressOf, send, tokenFor } from './bad-input/request.ts';
import { triesOf } from './bad-input/tries.ts';
import { openBadWorld, type BadWorld } from './bad-input/world.ts';
import { digestTables } from './tables.ts';

// The operations come from the document that the node serves, so that nothing it serves is left out.
const world: BadWorld = await openBadWorld();
const targets = targetsOf((await world.node.app.inject({ url: '/openapi.json' })).json<OpenApiDocument>());
afterAll(() => world.node.close());

const { name, documentNumber, phone } = world.person;
const personal = [name, documentNumber, phone];

/**
 * A nonce that verified is remembered whatever the request then comes to: it must not come again. A guess at an enrolment code is
 * counted before it is looked at.
 */
const mayChange = ({ access, name: operation }: Target) => [
  ...(isSigned({ access }) ? ['public.peer_nonce'] : []),
  ...(operation === 'enrolDevice' ? ['public.limit_use'] : []),
];

describe('the served document', () => {
  it('has a right body for every operation that takes one', () => {
    const taking = targets.filter(({ body }) => body !== undefined).map((target) => target.name);
    expect(Object.keys(world.bodies).toSorted()).toEqual(taking.toSorted());
  });

  it("has somebody else's id for every parameter in the path of a citizen's operation", () => {
    const parameters = targets.filter(({ access }) => access === 'citizen').flatMap(pathParameters);
    const named = new Set(parameters.map((parameter) => parameter.name));
    expect(Object.keys(world.othersIds).toSorted()).toEqual([...named].toSorted());
  });
});

describe.each(targets.map((target) => [target.name, target] as const))('%s', (_name, target) => {
  // To read all tables takes longer than all requests of a test: what they hold after one is what they held before the next.
  let stored: Record<string, string> = {};
  beforeAll(async () => {
    for (const access of [target.access, 'staff: auditor']) await tokenFor(world, access);
    stored = await digestTables(world.node.context.db);
  });

  it.each(kinds.filter(({ answers }) => answers(target).length > 0).map((kind) => [kind.en, kind] as const))(
    'refuses %s in words, and stores nothing',
    async (_what, kind) => {
      const tries = await triesOf(world, targets, kind.name, target);
      expect(tries.length).toBeGreaterThan(0);
      const before = kind.name === 'replay' ? await digestTables(world.node.context.db) : stored;
      const wrong: Record<string, string> = {};
      for (const bad of tries) {
        const code = judge(await send(world, target, bad), personal);
        if (!kind.answers(target).some((expected) => expected === code)) wrong[bad.what] = code;
      }
      expect(wrong).toEqual({});
      stored = await digestTables(world.node.context.db);
      const allowed = Object.fromEntries(mayChange(target).map((table) => [table, before[table] ?? '']));
      expect({ ...stored, ...allowed }).toEqual(before);
    },
  );
});

describe("another person's id", () => {
  it.each(
    targets
      .filter((target) => target.access === 'citizen' && pathParameters(target).length > 0)
      .map((target) => [target.name, target] as const),
  )('is answered by %s byte for byte as if there were nothing', async (_name, target) => {
    const [bad] = await triesOf(world, targets, 'others-id', target);
    const theirs = await send(world, target, bad ?? { what: '' });
    const nobodys = await send(world, target, { what: 'of nothing', url: addressOf(target) });
    expect(theirs.payload).toBe(nobodys.payload);
  });
});

describe('HEAD', () => {
  it.each(targets.map((target) => [target.name, target] as const))('of %s has no body', async (_name, target) => {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => send(world, target, { what: method, method, body: 'absent', headers: {} })),
    );
    expect([head?.payload, head?.statusCode]).toEqual(['', get?.statusCode]);
  });
});

describe('what is wrong', () => {
  const sendPhoneCode = targets.find((target) => target.name === 'sendPhoneCode');
  const answerTo = async (body: unknown, headers: Record<string, string> = {}) => {
    if (sendPhoneCode === undefined) throw new Error('there is no sendPhoneCode');
    const answer = await send(world, sendPhoneCode, { what: '', body: Buffer.from(JSON.stringify(body)), headers });
    return answer.json<schemas.Problem>();
  };

  it('is told by its place and the rule it breaks', async () => {
    expect((await answerTo({ phone: marker })).errors).toEqual([{ path: '/body/phone', rule: 'pattern' }]);
  });

  it('is told in the language that was asked for, with both beside it', async () => {
    expect((await answerTo({}, { 'accept-language': 'en-GB,en' })).title).toBe(problems['invalid-input'].en.title);
    expect((await answerTo({})).title).toBe(problems['invalid-input'].zh.title);
  });
});

describe('an address that is wrong', () => {
  it.each([
    ['nothing there', '/nothing/there'],
    ['steps upwards', '/log/tile/../../../etc/passwd'],
    ['steps upwards in disguise', '/log/tile/%2e%2e/%2e%2e/etc/passwd'],
    ['a tile with letters', '/log/tile/0/x'],
    ['a NUL', '/s/%00'],
  ])('is answered with a problem: %s', async (_what, url) => {
    const headers = { authorization: `Bearer ${world.tokens.device}` };
    const code = judge(await world.node.app.inject({ url, headers }), personal);
    expect(['not-found', 'invalid-input']).toContain(code);
  });
});
