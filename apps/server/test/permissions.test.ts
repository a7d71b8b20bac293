import { routes, schemas, type RouteDefinition } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signInStaff } from './checkpoint.ts';
import { signIn, verifiedCitizen } from './citizen.ts';
import { day } from './manual-clock.ts';
import { openTestNode, type TestNode } from './node.ts';
import { inventPerson } from './people.ts';

/** Who may call what. A route that is not here fails; so does one whose access in the contract is another. */
const table: Readonly<
  Record<keyof typeof routes, 'public' | 'account' | 'citizen' | 'device' | 'peer' | 'reader' | readonly string[]>
> = {
  sendPhoneCode: 'public',
  signIn: 'public',
  signOut: 'account',
  verifyIdentity: 'account',
  getMe: 'account',
  grantConsent: 'citizen',
  listConsents: 'citizen',
  withdrawConsent: 'citizen',
  staffSignIn: 'public',
  createStaff: ['admin'],
  declareHealth: 'citizen',
  declareItinerary: 'citizen',
  correctDeclaration: 'citizen',
  getHealthInformation: 'citizen',
  getPledge: 'public',
  applyForCode: 'citizen',
  getCode: 'citizen',
  makeCode: 'citizen',
  removeDevice: 'citizen',
  getStatusList: 'reader',
  getDecisionProof: 'citizen',
  createEnrolment: ['admin', 'guard'],
  enrolDevice: 'public',
  revokeDevice: ['admin'],
  getCheckpointProfile: 'device',
  verifyCode: 'device',
  uploadScans: 'device',
  getScanBacklog: ['admin', 'guard', 'auditor'],
  applyForConversion: 'citizen',
  getConversion: 'citizen',
  listConversions: 'citizen',
  withdrawConversion: 'citizen',
  getTrustList: 'public',
  attest: 'peer',
  listAttestationRequests: 'citizen',
  getLogCheckpoint: 'public',
  getLogTile: 'public',
  getProvince: 'public',
  getSources: 'public',
  getHealth: 'public',
  getReadiness: 'public',
};

const roles = [
  'guard',
  'reviewer',
  'community',
  'policy-editor',
  'policy-approver',
  'health-data',
  'hotline',
  'content',
  'auditor',
  'admin',
] as const;

type Caller =
  | 'nobody'
  | 'garbage'
  | 'expired'
  | 'unverified'
  | 'citizen'
  | 'other citizen'
  | 'device'
  | 'revoked device'
  | (typeof roles)[number];
const callers: readonly Caller[] = [
  'nobody',
  'garbage',
  'expired',
  'unverified',
  'citizen',
  'other citizen',
  'device',
  'revoked device',
  ...roles,
];

const refusals = [
  'sign-in-required',
  'session-expired',
  'not-permitted',
  'verification-required',
  'device-revoked',
  'signature-invalid',
  'peer-unknown',
];

/** What a caller is answered, or `let in`. */
function expected(access: (typeof table)[keyof typeof table], caller: Caller): string {
  if (access === 'public') return 'let in';
  if (access === 'peer' || (access === 'reader' && caller === 'nobody')) return 'signature-invalid';
  if (caller === 'nobody' || caller === 'garbage') return 'sign-in-required';
  if (caller === 'expired') return 'session-expired';
  const isCitizen = caller === 'citizen' || caller === 'other citizen';
  if (access === 'account') return isCitizen || caller === 'unverified' ? 'let in' : 'not-permitted';
  if (access === 'citizen' && caller === 'unverified') return 'verification-required';
  if (access === 'citizen') return isCitizen ? 'let in' : 'not-permitted';
  if ((access === 'device' || access === 'reader') && caller === 'revoked device') return 'device-revoked';
  if (access === 'device' || access === 'reader') return caller === 'device' ? 'let in' : 'not-permitted';
  return access.includes(caller) ? 'let in' : 'not-permitted';
}

let node: TestNode;
const tokens = new Map<Caller, string>();
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
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
  const staff = await signInStaff(node);
  for (const role of roles) {
    const account = { username: `a-${role}`, password: 'a long enough password', role, division: '140000' };
    await staff.call(routes.createStaff, { body: account });
    const { username, password } = account;
    tokens.set(role, (await node.client.call(routes.staffSignIn, { body: { username, password } })).token);
  }
});
afterAll(() => node.close());

async function answerTo(route: RouteDefinition, caller: Caller): Promise<string> {
  const token = tokens.get(caller);
  const url = route.path
    .replace('*', '0/000')
    .replace(':shard', 'g180')
    .replaceAll(/:\w+/g, '019aa2f4-7c1e-7000-8000-000000000001');
  const answer = await node.app.inject({
    method: route.method,
    url,
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    // No body is right, so that nobody who is let in changes anything.
    ...(route.body === undefined ? {} : { payload: {} }),
  });
  if (answer.statusCode < 400) return 'let in';
  const { type } = answer.json<schemas.Problem>();
  const code = type.slice(type.lastIndexOf(':') + 1);
  return refusals.includes(code) ? code : 'let in';
}

describe('the permission table', () => {
  it('has every route of the contract, with the access the contract says', () => {
    const contract = Object.fromEntries(
      Object.values(routes).map((route: RouteDefinition) => [
        route.name,
        typeof route.access === 'object' ? route.access.staff : route.access,
      ]),
    );
    expect(table).toEqual(contract);
  });

  it('has every role of the contract', () => {
    expect([...roles].toSorted()).toEqual([...schemas.StaffRole.enum].toSorted());
  });

  // Signing out ends the session it is asked with: last.
  const inOrder = Object.values(routes).toSorted((a, b) => Number(a.name === 'signOut') - Number(b.name === 'signOut'));
  it.each(inOrder.map((route: RouteDefinition) => [route.name, route] as const))(
    'holds for every caller of %s',
    async (name, route) => {
      const access = table[name as keyof typeof table];
      const answers: Record<string, string> = {};
      for (const caller of callers) answers[caller] = await answerTo(route, caller);
      expect(answers).toEqual(Object.fromEntries(callers.map((caller) => [caller, expected(access, caller)])));
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
