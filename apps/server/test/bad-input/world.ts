import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes, type Client } from '@tongxing/contract';
import type { Config } from '../../src/config.ts';
import { federationKey, type SigningKey } from '../../src/platform/http-signatures/index.ts';
import { sha256 } from '../../src/platform/ids.ts';
import { ensureKeys, openKeyFolder } from '../../src/platform/key-folder.ts';
import type { Signer } from '../../src/platform/signer.ts';
import { enrolCheckpoint, signBatch, type Checkpoint } from '../checkpoint.ts';
import { atHome, citizenWithCode, pledgeOf, signIn, well, type Citizen } from '../citizen.ts';
import { addChild } from '../family.ts';
import { admin, openTestNode, type TestNode } from '../node.ts';
import { inventPerson, type Person } from '../people.ts';
import { makeDeviceKey, signWith } from '../phone.ts';
import { rightBodies } from '../right-bodies.ts';
import { draftedRelease } from '../permissions/subjects.ts';
import { grounds, hire, password, staffAccount } from '../staff.ts';
import { releaseAgain } from '../test-pack.ts';
import { listNode } from '../trust.ts';
import { contactList } from '../colouring.ts';
import { insertAppeals } from '../permissions/appeal-subjects.ts';
import { insertReviews } from '../permissions/review-subjects.ts';
import { insertTransfers } from '../permissions/transfer-subjects.ts';
import { personIdOf } from '../told.ts';
import type { Json } from './places.ts';

/** A node with somebody of every kind, and everything that a bad request needs to be bad in one way only. */
export interface BadWorld {
  readonly node: TestNode;
  readonly person: Person;
  /** A right body for every operation that takes one. */
  readonly bodies: Readonly<Record<string, Json>>;
  /** What one citizen has under each name of a path parameter. */
  readonly othersIds: Readonly<Record<string, string>>;
  /** What stands in the path of an operation whose body is looked at only for something that there is. */
  readonly ids: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tokens: { readonly account: string; readonly unverified: string; readonly device: string };
  /** An ended session of each kind. */
  readonly ended: Readonly<Record<'account' | 'device' | 'staff', string>>;
  /** The token of somebody with a role. */
  staff(role: string): Promise<string>;
  /** Whoever signs requests, by the access of a route. */
  readonly signers: Readonly<Record<'peer' | 'gate', SigningKey>>;
  /** Of nobody in the trust list, and no device. */
  readonly stranger: SigningKey;
}

export async function openBadWorld(): Promise<BadWorld> {
  const node = await openTestNode({ division: '140000', config: withoutLimits });
  const [citizen, other] = [await citizenWithCode(node), await citizenWithCode(node)];
  node.clock.forward(60);
  const [checkpoint, lost] = [await enrolCheckpoint(node), await enrolCheckpoint(node)];
  const [peer, stranger] = [await makeSigner(), await makeSigner()];
  const { config, signer } = node.context;
  const nodes = [
    await listNode('140000', config.http.publicUrl, signer, node.clock.now()),
    await listNode('370000', 'http://127.0.0.1:9', peer, node.clock.now()),
  ];
  await node.trust(node.roots.sign(nodes, node.clock.now(), { version: 2 }));
  const { person } = citizen;
  const draft = await draftedRelease(node, '140000');
  const staff = staffTokens(node);
  // While there is one administrator alone: made by two, the account would wait for the second.
  const officer = node.client.as(await staff('health-data'));
  const bodies = bodiesFor(node, person, checkpoint);
  const { listId } = await officer.call(routes.createColourList, { body: contactList(node, []) });
  const world = {
    node,
    person,
    bodies,
    othersIds: await idsOf(node, other),
    ids: {
      changeStaff: { staffId: (await hire(node)).staffId },
      changeRelease: { releaseId: draft },
      proposeRelease: { releaseId: draft },
      proposeRollback: { releaseId: await releaseAgain(node) },
      addListedPeople: { listId },
    },
    tokens: {
      account: await signIn(node, person.phone),
      unverified: await signIn(node, inventPerson().phone),
      device: checkpoint.token,
    },
    ended: {
      account: await end(node, await signIn(node, inventPerson().phone)),
      device: await end(node, lost.token),
      staff: await end(node, await openStaff(node, 'guard')),
    },
    staff,
    signers: {
      peer: await federationKey(peer),
      gate: { kid: checkpoint.deviceId, sign: async (message: Uint8Array) => signWith(checkpoint.key, message) },
    },
    stranger: await federationKey(stranger),
  };
  // Longer than a node believes the trust list it has in memory.
  node.clock.forward(10);
  await node.tick();
  return world;
}

function bodiesFor(node: TestNode, person: Person, checkpoint: Checkpoint): Record<string, Json> {
  const batch = { batchId: randomUUID(), scans: [], checks: [] };
  const collected = { batchId: randomUUID(), tubes: [], moves: [], boxes: [] };
  // What takes two people, so that its ground and end are looked at.
  const elevation = { role: 'admin', division: '140100', approval: grounds(node, 'appointment') } as const;
  const bodies = {
    ...rightBodies(node, person),
    uploadScans: signBatch(checkpoint, JSON.stringify(batch)),
    uploadCollection: signBatch(checkpoint, JSON.stringify(collected)),
    createStaff: { ...staffAccount(elevation), personnelNumber: 'SX-000003' },
    changeStaff: { ...elevation, personnelNumber: 'SX-000004' },
  };
  return JSON.parse(JSON.stringify(bodies)) as Record<string, Json>;
}

/** Something of a citizen's for every path parameter of the routes for citizens. */
async function idsOf(node: TestNode, citizen: Citizen): Promise<Record<string, string>> {
  const { client, person } = citizen;
  const deviceId = randomUUID();
  await client.call(routes.makeCode, { body: { deviceId, keys: [makeDeviceKey().described] } });
  const { paperId } = await client.call(routes.makePaperCode, {});
  const { decisionId } = await client.call(routes.getHealthInformation, {});
  const { consentId } = await grantTo(client);
  const { preArrivalId } = await client.call(routes.registerPreArrival, {
    body: {
      originDivision: '370000',
      destination: '140100',
      travelDate: new Date(node.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10),
      transport: 'train',
      consent: { grade: 'asserted' },
    },
  });
  const application = { originDivision: '370000', scope: '140100', consent: { grade: 'asserted' as const } };
  const declared = { answers: well, stays: atHome(node, person), pledge: pledgeOf(node) };
  const { conversionId } = await client.call(routes.applyForConversion, { body: { ...application, ...declared } });
  await node.settle();
  const hence = (seconds: number) => new Date(node.clock.now().getTime() + seconds * 1000).toISOString();
  const leg = {
    division: '370102',
    arriveAt: hence(86_400),
    leaveAt: hence(172_800),
    kind: 'stay' as const,
    handOn: false,
  };
  const { tripId } = await client.call(routes.declareTrip, { body: { legs: [leg], ...declared } });
  const { answers, stays, pledge } = declared;
  const { originDivision, scope, consent } = application;
  const family = { originDivision, scope, pledge, members: [{ consent, answers, stays }] };
  const { groupId } = await client.call(routes.applyForFamily, { body: family });
  const { dependant } = await addChild(node, citizen);
  const { messages } = await client.call(routes.listMessages, { query: {} });
  const messageId = messages[0]?.messageId ?? 'none';
  const { appealId, hearingId } = await insertAppeals(node, await personIdOf(node, citizen), '140105');
  const { documentId } = await insertReviews(node, await personIdOf(node, citizen), '140105');
  const { transferId } = await insertTransfers(node, await personIdOf(node, citizen), '140105');
  const memberId = await insertMembership(node, await personIdOf(node, citizen));
  const ids = {
    memberId,
    transferId,
    documentId,
    deviceId,
    paperId,
    subjectId: decisionId,
    consentId,
    preArrivalId,
    conversionId,
    tripId,
    groupId,
    // Nobody's: a draft comes from a peer alone (trip.test.ts looks at somebody else's).
    draftId: randomUUID(),
    messageId,
    appealId,
    hearingId,
    // Nobody's: somebody else's is looked at in visit.test.ts.
    visitId: randomUUID(),
  };
  return { ...ids, dependantId: dependant.dependantId };
}

/** On the list of an employer, as somebody who has joined is. */
async function insertMembership({ context, clock }: TestNode, personId: string): Promise<string> {
  const of = { person_id: personId, organisation_id: randomUUID(), membership_id: randomUUID() };
  const now = clock.now();
  await context.db
    .insertInto('roster_member')
    .values({ ...of, name_sealed: context.seal.seal('roster-name', '王*英'), joined_at: now, until_at: now })
    .execute();
  return of.membership_id;
}

function grantTo(client: Client, audience = '370000') {
  const body = { audience, purpose: 'conversion' as const, fields: ['colour' as const], codeChallenge: 'A'.repeat(43) };
  return client.call(routes.grantConsent, { body });
}

/** Makes a session one that has run out a moment ago. */
async function end(node: TestNode, token: string): Promise<string> {
  const expired = { expires_at: node.clock.now() };
  await node.context.db.updateTable('session').set(expired).where('token_hash', '=', sha256(token)).execute();
  return token;
}

function staffTokens(node: TestNode): (role: string) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  return (role) => {
    const token = tokens.get(role) ?? openStaff(node, role);
    tokens.set(role, token);
    return token;
  };
}

/** Who proposes what takes two people has a personnel number. */
const personnelNumbers: Readonly<Record<string, string>> = {
  admin: 'SX-000002',
  'policy-editor': 'SX-000005',
  'health-data': 'SX-000006',
};

async function openStaff(node: TestNode, role: string): Promise<string> {
  const account = staffAccount({ role: role as 'guard', division: '140000' });
  const first = await node.client.call(routes.staffSignIn, { body: admin });
  const number = personnelNumbers[role] === undefined ? {} : { personnelNumber: personnelNumbers[role] };
  const administrator = node.client.as(first.token);
  const { staffId } = await administrator.call(routes.createStaff, { body: { ...account, ...number } });
  if (role === 'roster') await appoint(administrator, staffId);
  return (await node.client.call(routes.staffSignIn, { body: { username: account.username, password } })).token;
}

/** Has an organisation to act for: without one nothing else is looked at. */
async function appoint(administrator: Client, staffId: string): Promise<void> {
  const body = { kind: 'employer', division: '140000', name: '第一机床厂' } as const;
  const { organisationId } = await administrator.call(routes.createOrganisation, { body });
  await administrator.call(routes.appointManagers, { params: { organisationId }, body: { staffIds: [staffId] } });
}

/** Thousands of calls from one address. */
function withoutLimits(config: Config): Config {
  const limits = { factor: 1000, phoneCodesPerAddressPerHour: 10_000, wrongEnrolmentsPerAddressPerHour: 10_000 };
  return { ...config, http: { ...config.http, limits } };
}

async function makeSigner(): Promise<Signer> {
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-peer-'));
  await ensureKeys(folder);
  const signer = await openKeyFolder(folder);
  await rm(folder, { recursive: true });
  return signer;
}
