import { randomUUID } from 'node:crypto';
import { problems, routes, type RouteDefinition, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signBatch, signInStaff, venueAt } from './checkpoint.ts';
import { declaredCitizen, signIn } from './citizen.ts';
import { openTestNode, type TestNode } from './node.ts';
import { rightBodies } from './right-bodies.ts';
import { staffAccount } from './staff.ts';
import { countRows } from './tables.ts';

let node: TestNode;
let bodies: Record<string, unknown>;
let tokens: Record<string, string>;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  const { person } = await declaredCitizen(node);
  node.clock.forward(60);
  const checkpoint = await enrolCheckpoint(node);
  const staff = await signInStaff(node);
  const hotline = staffAccount({ role: 'hotline', division: '140000' });
  await staff.call(routes.createStaff, { body: hotline });
  await staff.call(routes.createEnrolment, { body: { venue: venueAt('140105') } });
  const { username, password } = { username: 'admin', password: 'correct horse battery' };
  tokens = {
    account: await signIn(node, person.phone),
    device: checkpoint.token,
    admin: (await node.client.call(routes.staffSignIn, { body: { username, password } })).token,
    hotline: (await node.client.call(routes.staffSignIn, { body: passwordOf(hotline) })).token,
  };
  const community = staffAccount({ role: 'community', division: '140000' });
  await staff.call(routes.createStaff, { body: community });
  tokens['community'] = (await node.client.call(routes.staffSignIn, { body: passwordOf(community) })).token;
  const batch = { batchId: randomUUID(), scans: [] };
  bodies = { ...rightBodies(node, person), uploadScans: signBatch(checkpoint, JSON.stringify(batch)) };
});
afterAll(() => node.close());

const passwordOf = ({ username, password }: schemas.StaffAccount) => ({ username, password });

const withBody = Object.values(routes).filter(
  (route: RouteDefinition) => route.body !== undefined,
) as RouteDefinition[];
const marker = 'OFFENDING-7261';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Every body that differs from a right one in one place: another type, or a member gone. */
function spoiled(value: Json): Json[] {
  const wrong: Json[] = [null, { [marker]: marker }, typeof value === 'number' ? marker : 7261];
  if (typeof value !== 'object' || value === null)
    return typeof value === 'boolean' ? [...wrong, marker, 'true'] : wrong;
  if (Array.isArray(value))
    return [...wrong, ...value.flatMap((item, at) => spoiled(item).map((other) => value.with(at, other)))];
  return [
    ...wrong.filter((other) => typeof other !== 'object' || other === null),
    ...Object.entries(value).flatMap(([name, member]) => spoiled(member).map((other) => ({ ...value, [name]: other }))),
    ...Object.keys(value)
      .filter((name) => !['temperature', 'phoneCode', 'encryptedPhone'].includes(name))
      .map((name) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))),
    { ...value, [marker]: marker },
  ];
}

const text = (body: unknown) => Buffer.from(JSON.stringify(body));
const json = { 'content-type': 'application/json' };

/** Bodies that are wrong for every route, whatever it takes. */
const wrongForAll: Readonly<Record<string, { payload: Buffer; headers: Record<string, string> }>> = {
  null: { payload: text(null), headers: json },
  'a list': { payload: text([marker]), headers: json },
  'a text': { payload: text(marker), headers: json },
  'a number': { payload: text(7261), headers: json },
  'an empty object': { payload: text({}), headers: json },
  'no byte': { payload: Buffer.alloc(0), headers: json },
  'half a JSON': { payload: Buffer.from(`{"${marker}": `), headers: json },
  'two JSONs': { payload: Buffer.from(`{} {"${marker}":1}`), headers: json },
  'lists in lists, a thousand deep': { payload: Buffer.from('['.repeat(1000) + ']'.repeat(1000)), headers: json },
  'objects in objects, five thousand deep': {
    payload: Buffer.from('{"a":'.repeat(5000) + '1' + '}'.repeat(5000)),
    headers: json,
  },
  'a text of 1 MB': { payload: text({ [marker]: 'x'.repeat(1_000_000) }), headers: json },
  'bytes that are not UTF-8': { payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), headers: json },
  'a byte order mark': { payload: Buffer.from('\ufeff{}'), headers: json },
  __proto__: { payload: Buffer.from(`{"__proto__":{"${marker}":1}}`), headers: json },
  'constructor.prototype': { payload: Buffer.from('{"constructor":{"prototype":{"a":1}}}'), headers: json },
  'a form': { payload: Buffer.from(`a=${marker}`), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'plain text': { payload: text({}), headers: { 'content-type': 'text/plain' } },
  XML: { payload: Buffer.from(`<a>${marker}</a>`), headers: { 'content-type': 'application/xml' } },
  'a content type that is none': { payload: text({}), headers: { 'content-type': marker } },
};

async function send(route: RouteDefinition, payload: Buffer, headers: Record<string, string>) {
  const { access } = route;
  const ofStaff = typeof access === 'object' ? access.staff.find((role) => tokens[role] !== undefined) : access;
  const token = tokens[ofStaff === undefined || ofStaff === 'citizen' ? 'account' : ofStaff];
  return node.app.inject({
    method: route.method,
    url: route.path,
    payload,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
}

type Answer = Awaited<ReturnType<typeof send>>;

/** Why an answer is not the problem document a person is owed, or undefined. */
function faultOf(answer: Answer): string | undefined {
  if (answer.statusCode < 400 || answer.statusCode > 499) return `status ${answer.statusCode}`;
  if (!/^application\/problem\+json(;|$)/.test(String(answer.headers['content-type']))) return 'media type';
  if (answer.payload.includes(marker) || answer.payload.includes('7261')) return 'echo of what was sent';
  const { type, status, title, detail, titles, cure } = answer.json<schemas.Problem>();
  const code = type.replace('urn:tongxing:problem:', '');
  if (!(code in problems) || problems[code as keyof typeof problems].status !== status) return `type ${type}`;
  if (status !== answer.statusCode || title === '' || detail === '') return 'status, title or detail';
  const chinese = [titles.zh, cure.zh].every((words) => /\p{Script=Han}/u.test(words));
  const english = [titles.en, cure.en].every((words) => /^[A-Z][ -~]+$/.test(words));
  return chinese && english ? undefined : 'not in both languages';
}

describe('a body that is wrong', () => {
  it('is sent to every route that takes one', () => {
    expect(Object.keys(bodies).toSorted()).toEqual(withBody.map(({ name }) => name).toSorted());
  });

  it.each(withBody.map((route) => [route.name, route] as const))(
    'is answered by %s with a problem document in both languages that repeats nothing, and changes nothing',
    async (name, route) => {
      const before = await countRows(node.context.db);
      const faults: Record<string, string> = {};
      const note = (what: string, answer: Answer) => {
        const fault = faultOf(answer);
        if (fault !== undefined) faults[what] = fault;
      };
      for (const [what, { payload, headers }] of Object.entries(wrongForAll))
        note(what, await send(route, payload, headers));
      for (const body of spoiled(bodies[name] as Json)) {
        const answer = await send(route, text(body), json);
        note(JSON.stringify(body).slice(0, 300), answer);
        const { type } = answer.json<schemas.Problem>();
        // A peer is checked first of all, since it signs the body; so is the gateway.
        const signed = route.access === 'peer' || route.access === 'gateway';
        expect(type).toBe(`urn:tongxing:problem:${signed ? 'signature-invalid' : 'invalid-input'}`);
      }
      expect(faults).toEqual({});
      expect(await countRows(node.context.db)).toEqual(before);
    },
  );

  it('is told by its place and the rule it breaks', async () => {
    const answer = await send(routes.sendPhoneCode, text({ phone: marker }), json);
    expect(answer.json<schemas.Problem>().errors).toEqual([{ path: '/body/phone', rule: 'pattern' }]);
  });

  it('is answered in the language that was asked for, with both beside it', async () => {
    const english = await send(routes.sendPhoneCode, text({}), { ...json, 'accept-language': 'en-GB,en' });
    const chinese = await send(routes.sendPhoneCode, text({}), json);
    expect(english.json<schemas.Problem>().title).toBe(problems['invalid-input'].en.title);
    expect(chinese.json<schemas.Problem>().title).toBe(problems['invalid-input'].zh.title);
  });
});

describe('an address that is wrong', () => {
  it.each([
    ['nothing there', '/nothing/there'],
    ['another method', '/auth/phone-code'],
    ['a percent sign', `/conversions/%`],
    ['half a character', `/conversions/%E4%BD`],
    ['a NUL', '/s/%00'],
    ['a very long segment', `/conversions/${'a'.repeat(4000)}`],
    ['steps upwards', '/log/tile/../../../etc/passwd'],
    ['steps upwards in disguise', '/log/tile/%2e%2e/%2e%2e/etc/passwd'],
    ['a tile with letters', '/log/tile/0/x'],
    ['a query that is too much', '/province?x=1&x=2&x[]=3'],
  ])('is answered with a problem document or as if right: %s', async (_what, url) => {
    const answer = await node.app.inject({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${tokens['account']}` },
    });
    if (answer.statusCode !== 200) expect(faultOf(answer)).toBeUndefined();
    else expect(url).toContain('/province');
  });
});
