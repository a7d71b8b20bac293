import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { venueAt } from '../checkpoint.ts';
import { signIn } from '../citizen.ts';
import { inventPerson } from '../people.ts';
import { makeDeviceKey } from '../phone.ts';
import type { Json } from './places.ts';
import { marker } from './answer.ts';
import { badBodies } from './bodies.ts';
import { methodsAt, pathParameters, queryParameters, type Target } from './operations.ts';
import { addressOf, bearer, send, signedBy, signerFor, tokenFor, type Bad } from './request.ts';
import type { BadWorld } from './world.ts';

/** Makes the requests of a kind for an operation; where something has to be used up first, it has been when they are returned. */
export async function triesOf(
  world: BadWorld,
  targets: readonly Target[],
  kind: string,
  target: Target,
): Promise<Bad[]> {
  const make = makers[kind];
  if (make !== undefined) return make(world, target, targets);
  return rightBodiesOf(world, target).flatMap((right) => badBodies(kind, target, right));
}

/** The right body, and it with a consent of each other grade where there is one in it. */
function rightBodiesOf({ bodies }: BadWorld, { name }: Target): Json[] {
  const right = bodies[name];
  if (right === undefined) return [];
  const text = JSON.stringify(right);
  return [
    right,
    ...otherConsents
      .filter(() => text.includes(asserted))
      .map((consent) => {
        return JSON.parse(text.replace(asserted, () => JSON.stringify(consent))) as Json;
      }),
  ];
}

const asserted = '{"grade":"asserted"}';
const otherConsents: readonly Json[] = [
  { grade: 'origin-session', authorizationCode: 'A'.repeat(43), codeVerifier: 'A'.repeat(43) },
  {
    grade: 'holder-signed',
    strip: 'AAAA',
    consentId: randomUUID(),
    expiresAt: '2026-11-25T08:00:00+08:00',
    signature: 'A'.repeat(86),
  },
];

type Maker = (world: BadWorld, target: Target, targets: readonly Target[]) => Bad[] | Promise<Bad[]>;

const nonsense = [
  'x',
  marker,
  '%00',
  '%ED%A0%80',
  '%',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '019AA2F4-7C1E-7000-8000-000000000001',
  "'--",
  'a'.repeat(4000),
];

const makers: Readonly<Record<string, Maker>> = {
  replay: async (world, target) => [await useUp(world, target)],
  path: (_world, target) =>
    pathParameters(target).flatMap(({ name }) =>
      nonsense.map((value) => ({ what: value.slice(0, 40), url: addressOf(target, { [name]: value }) })),
    ),
  'unknown-id': (_world, target) => [{ what: 'of nothing', url: addressOf(target) }],
  'others-id': ({ othersIds }, target) => [
    {
      what: "another person's",
      url: addressOf(
        target,
        Object.fromEntries(
          pathParameters(target).map(({ name }) => [name, othersIds[name] ?? `no-${name}-of-another`]),
        ),
      ),
    },
  ],
  query: (_world, target) =>
    [
      `${marker}=1`,
      ...queryParameters(target).flatMap(({ name }) => [
        `${name}=${marker}`,
        `${name}=`,
        `${name}=1&${name}=2`,
        `${name}[]=1`,
      ]),
    ].map((query) => ({ what: query, url: `${addressOf(target)}?${query}` })),
  'no-token': (world, { access }) =>
    [{}, ...(signerFor(world, access) === undefined ? nonTokens : [])].map((headers) => ({
      what: JSON.stringify(headers),
      headers,
    })),
  'unknown-token': async (world, target) =>
    signerFor(world, target.access) !== undefined
      ? [{ what: 'a stranger', headers: await signedBy(world, world.stranger, rightRequest(world, target)) }]
      : [{ what: 'of nobody', headers: bearer('A'.repeat(43)) }],
  'expired-token': async (world, target) => {
    const signer = signerFor(world, target.access);
    return signer === undefined
      ? [{ what: 'ended', headers: bearer(world.ended[sessionKind(target.access)]) }]
      : [{ what: 'ten minutes old', headers: await signedBy(world, signer, rightRequest(world, target), 600) }];
  },
  'other-token': (world, target) => otherTokens(world, target),
  method: (_world, target, targets) => {
    const own = methodsAt(targets, target);
    const all = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
    return all
      .filter((method) => !own.has(method))
      .map((method) => ({ what: method, method, ...(method === 'GET' ? { body: 'absent' as const } : {}) }));
  },
};

const nonTokens = [
  'Bearer',
  'Basic YWRtaW46YWRtaW4=',
  `Bearer ${'A'.repeat(42)}`,
  `Bearer ${'A'.repeat(4000)}`,
  marker,
].map((authorization) => ({ authorization }));

function sessionKind(access: string): 'account' | 'device' | 'staff' {
  if (access.startsWith('staff')) return 'staff';
  return access === 'device' || access === 'reader' ? 'device' : 'account';
}

function rightRequest({ bodies }: BadWorld, target: Target) {
  const payload = Buffer.from(target.body === undefined ? '' : JSON.stringify(bodies[target.name]));
  return { method: target.method, url: addressOf(target), payload };
}

async function otherTokens(world: BadWorld, target: Target): Promise<Bad[]> {
  const { access } = target;
  const signer = signerFor(world, access);
  if (signer !== undefined) {
    const right = rightRequest(world, target);
    const otherBody = await signedBy(world, signer, { ...right, payload: Buffer.from('{}') });
    const otherUrl = await signedBy(world, signer, { ...right, url: '/elsewhere' });
    return [
      { what: 'the signature of another body', headers: otherBody },
      { what: 'the signature of another address', headers: otherUrl },
      { what: "a citizen's token", headers: bearer(world.tokens.account) },
    ];
  }
  const others = { account: world.tokens.account, device: world.tokens.device, staff: await world.staff('auditor') };
  const own = sessionKind(access);
  const foreign = Object.entries(others).filter(([kind]) => kind !== own);
  const tries = foreign.map(([kind, token]) => ({ what: `of ${kind}`, headers: bearer(token) }));
  if (access === 'citizen') tries.push({ what: 'of nobody verified', headers: bearer(world.tokens.unverified) });
  if (own === 'staff' && !access.includes('auditor')) {
    tries.push({ what: 'of another role', headers: bearer(await tokenFor(world, 'staff: auditor')) });
  }
  return tries;
}

/** Uses something that can be used once, and returns the request that did. */
async function useUp(world: BadWorld, target: Target): Promise<Bad> {
  const { node } = world;
  let bad: Bad;
  const signer = signerFor(world, target.access);
  if (signer !== undefined) {
    bad = { what: 'the same request', headers: await signedBy(world, signer, rightRequest(world, target)) };
  } else if (target.name === 'signIn') {
    const { phone } = inventPerson();
    await signIn(node, phone);
    return { what: 'the same code', body: Buffer.from(JSON.stringify({ phone, code: node.sources.codeFor(phone) })) };
  } else {
    const staff = node.client.as(await world.staff('admin'));
    const { enrolmentCode } = await staff.call(routes.createEnrolment, { body: { venue: venueAt('140105') } });
    const body = { enrolmentCode, publicKey: makeDeviceKey().described };
    bad = { what: `the same enrolment ${randomUUID()}`, body: Buffer.from(JSON.stringify(body)) };
  }
  const { statusCode } = await send(world, target, bad);
  if (statusCode >= 300) throw new Error(`${target.name} was refused the first time: ${statusCode}`);
  return bad;
}
