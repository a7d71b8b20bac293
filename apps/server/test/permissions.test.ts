import { routes, schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApiDocument, Operation } from '../src/pages/openapi-document.ts';
import { enrolCheckpoint, revoke, signInStaff } from './checkpoint.ts';
import { signIn, verifiedCitizen } from './citizen.ts';
import { day } from './manual-clock.ts';
import { openTestNode, type TestNode } from './node.ts';
import { inventPerson } from './people.ts';
import { callers, expectedAnswer, expectedOfStaff, places, type Caller, type Place } from './permissions/expected.ts';
import { makeSubjects, type Tries, type Try } from './permissions/staff-subjects.ts';
import { divisions } from './permissions/subjects.ts';
import { roles, type Row, type StaffRow } from './permissions/row.ts';
import { permissionTable } from './permissions/table.ts';
import { password, staffAccount, twoAdministrators } from './staff.ts';

interface Served {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const refusals = [
  'sign-in-required',
  'session-expired',
  'not-permitted',
  'verification-required',
  'device-revoked',
  'signature-invalid',
  'peer-unknown',
];

const node: TestNode = await openTestNode({ division: '140000' });
const { paths } = (await node.app.inject('/openapi.json')).json<OpenApiDocument>();
const served: Served[] = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
);
const table: Readonly<Record<string, Row>> = permissionTable;
const rowOf = (name: string): Row => table[name] ?? 'public';

const tokens = new Map<Caller, string>();
let tries: Tries;
beforeAll(async () => {
  const tokenOf = async (phone: string) => signIn(node, phone);
  tokens.set('garbage', 'A'.repeat(43));
  tokens.set('expired', await tokenOf(inventPerson().phone));
  node.clock.forward(31 * day);
  tokens.set('unverified', await tokenOf(inventPerson().phone));
  for (const caller of ['citizen', 'other citizen'] as const) {
    const { person } = await verifiedCitizen(node);
    node.clock.forward(60);
    tokens.set(caller, await tokenOf(person.phone));
  }
  const [device, revoked] = [await enrolCheckpoint(node), await enrolCheckpoint(node)];
  await revoke(node, revoked);
  tokens.set('device', device.token).set('revoked device', revoked.token);
  // The administrator comes last: until then there is one alone, who may make all the others.
  for (const role of roles) {
    const account = staffAccount({ role, division: divisions.own, personnelNumber: `TY-${role.toUpperCase()}` });
    await (await signInStaff(node)).call(routes.createStaff, { body: account });
    const { token } = await node.client.call(routes.staffSignIn, { body: { username: account.username, password } });
    tokens.set(role, token);
  }
  await twoAdministrators(node);
  tries = await makeSubjects(node);
});
afterAll(() => node.close());

async function send({ method, path }: Served, caller: Caller, { params = {}, query, body }: Try): Promise<string> {
  const token = tokens.get(caller);
  const url = path
    .replace('*', '0/000')
    .replaceAll(/\{(.*?)\}/g, (_, name: string) => params[name] ?? '019aa2f4-7c1e-7000-8000-000000000001')
    .replace('/s/019aa2f4-7c1e-7000-8000-000000000001', '/s/g180');
  const answer = await node.app.inject({
    method: method.toUpperCase() as 'GET',
    url,
    ...(query === undefined ? {} : { query: { ...query } }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return answer.payload;
}

function problemIn(answer: string): string | undefined {
  const type = answer.startsWith('{') ? (JSON.parse(answer) as Partial<schemas.Problem>).type : undefined;
  return type?.startsWith('urn:tongxing:problem:') === true ? type.slice(type.lastIndexOf(':') + 1) : undefined;
}

/** No body is right, so that nobody who is let in changes anything. */
async function answerTo(route: Served, caller: Caller): Promise<string> {
  const code = problemIn(await send(route, caller, route.operation.requestBody === undefined ? {} : { body: {} }));
  return code !== undefined && refusals.includes(code) ? code : 'let in';
}

async function answerAbout(route: Served, role: schemas.StaffRole, place: Place): Promise<string> {
  const attempt = tries[route.operation.operationId]?.(place, role);
  if (attempt === undefined) return 'nobody has said how this is tried';
  const answer = await send(route, role, attempt);
  const code = problemIn(answer);
  if (code !== undefined && [...refusals, 'not-found'].includes(code)) return code;
  return attempt.shows === undefined || answer.includes(attempt.shows) ? 'let in' : 'not shown';
}

describe('the permission table', () => {
  it('has every operation of the served OpenAPI document, and no other', () => {
    expect(served.map(({ operation }) => operation.operationId).toSorted()).toEqual(Object.keys(table).toSorted());
  });

  it.each(served.map((route) => [route.operation.operationId, route] as const))(
    'says of %s what the document says',
    (name, { operation }) => {
      const row = rowOf(name);
      if (typeof row === 'string') {
        expect([operation['x-access'], operation['x-staff']]).toEqual([row, undefined]);
      } else {
        const { staff, scope, divisionOf } = row;
        expect(operation['x-access']).toBe(`staff: ${staff.join(', ')}`);
        expect(operation['x-staff']).toEqual({ staff, scope, ...(divisionOf === undefined ? {} : { divisionOf }) });
      }
    },
  );

  it('has every role of the contract', () => {
    expect([...roles].toSorted()).toEqual([...schemas.StaffRole.enum].toSorted());
  });

  const ofStaff = served.filter(({ operation }) => {
    const row = rowOf(operation.operationId);
    return typeof row === 'object' && row.scope === 'own-division';
  });
  it.each(ofStaff.map((route) => [route.operation.operationId, route] as const))(
    'holds for every role and division of %s',
    async (name, route) => {
      const row = rowOf(name) as StaffRow;
      const [answers, expected]: Record<string, string>[] = [{}, {}];
      for (const role of roles) {
        for (const place of places) {
          answers![`${role}, ${place}`] = await answerAbout(route, role, place);
          expected![`${role}, ${place}`] = expectedOfStaff(row, role, place);
        }
      }
      expect(answers).toEqual(expected);
    },
  );

  it.each(served.map((route) => [route.operation.operationId, route] as const))(
    'holds for every caller of %s',
    async (name, route) => {
      const answers: Record<string, string> = {};
      const sessions = await node.context.db.selectFrom('session').selectAll().execute();
      for (const caller of callers) answers[caller] = await answerTo(route, caller);
      // Who signed out is needed again.
      const again = node.context.db.insertInto('session').values(sessions);
      await again.onConflict((conflict) => conflict.doNothing()).execute();
      expect(answers).toEqual(
        Object.fromEntries(callers.map((caller) => [caller, expectedAnswer(rowOf(name), caller)])),
      );
    },
  );
});

describe('an authorization header', () => {
  it.each([
    '',
    'Bearer',
    'Bearer  ',
    'bearer x',
    'Basic YWRtaW46YWRtaW4=',
    'Bearer ' + 'A'.repeat(42),
    'Bearer ' + 'A'.repeat(44),
    'Bearer ' + 'Ā'.repeat(2),
  ])('that is no token is answered like none: %j', async (authorization) => {
    const answer = await node.app.inject({ url: '/me', headers: { authorization } });
    expect(answer.statusCode).toBe(401);
    expect(answer.json<schemas.Problem>().type).toBe('urn:tongxing:problem:sign-in-required');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});
