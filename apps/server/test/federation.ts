import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes, type Client, type schemas } from '@tongxing/contract';
import { federationKey, signRequest } from '../src/platform/http-signatures/index.ts';
import { newSecret } from '../src/platform/ids.ts';
import { ensureKeys, openKeyFolder } from '../src/platform/key-folder.ts';
import type { Signer } from '../src/platform/signer.ts';
import type { ProvinceProfile } from '../src/province.ts';
import { atHome, pledgeOf, verifiedCitizen, well, type Citizen } from './citizen.ts';
import { createManualClock } from './manual-clock.ts';
import { openTestNode, type Division, type TestNode } from './node.ts';
import type { Person } from './people.ts';
import { createRoots, listNode } from './trust.ts';

/** Two provinces that know each other and talk over real HTTP, with one clock, and a third that only stands in the list. */
export interface Federation {
  readonly origin: TestNode;
  readonly destination: TestNode;
  /** Signs as the third province. */
  readonly third: Signer;
  /** Moves the clock of both, then lets both do what is due. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export const third = '440000';

export async function openFederation(
  originProfile?: (profile: ProvinceProfile) => ProvinceProfile,
  [from, to]: readonly [Division, Division] = ['140000', '370000'],
): Promise<Federation> {
  const [clock, roots] = [createManualClock(), createRoots()];
  const origin = await openTestNode({
    division: from,
    clock,
    roots,
    ...(originProfile === undefined ? {} : { profile: originProfile }),
  });
  const destination = await openTestNode({ division: to, clock, roots });
  const nodes = [origin, destination];
  const { signer: thirdSigner, listed: thirdListed } = await listThird(clock.now());
  const listed = [thirdListed];
  for (const node of nodes) {
    await node.listen();
    const { config, signer } = node.context;
    listed.push(await listNode(node.division, config.http.publicUrl, signer, clock.now()));
  }
  const list = roots.sign(
    listed.toSorted((a, b) => a.division.localeCompare(b.division)),
    clock.now(),
    { version: 2 },
  );
  for (const node of nodes) await node.trust(list);
  const pass = async (seconds: number) => {
    clock.forward(seconds);
    for (const node of nodes) await node.tick();
  };
  // Longer than a node believes the list it has in memory.
  await pass(10);
  return {
    origin,
    destination,
    third: thirdSigner,
    pass,
    async close() {
      for (const node of nodes) await node.close();
    },
  };
}

async function listThird(now: Date) {
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-third-'));
  await ensureKeys(folder);
  const signer = await openKeyFolder(folder);
  const listed = await listNode(third, 'http://127.0.0.1:9', signer, now);
  await rm(folder, { recursive: true });
  return { signer, listed };
}

type Consent = schemas.ConsentEvidence;
type OriginSession = Extract<Consent, { grade: 'origin-session' }>;

/** The person consents at her origin: what she carries to the other province. */
export async function consentAt(
  client: Client,
  audience = '370000',
  fields: schemas.ConsentGrant['fields'] = ['colour', 'release', 'freshness'],
  renewalDays?: number,
): Promise<OriginSession> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const again = renewalDays === undefined ? {} : { renewalDays };
  const body = { audience, purpose: 'conversion' as const, fields, codeChallenge, ...again };
  const { authorizationCode } = await client.call(routes.grantConsent, { body });
  return { grade: 'origin-session', authorizationCode, codeVerifier };
}

/** The same person, signed in and verified at the destination. */
export function arrive({ destination }: Federation, person: Person): Promise<Citizen> {
  return verifiedCitizen(destination, person);
}

export function apply(
  { origin, destination }: Federation,
  { client, person }: Citizen,
  consent: Consent,
  stays: schemas.Stay[] = atHome(destination, person),
  scope: string = destination.division,
  path?: 'picture',
): Promise<schemas.Conversion> {
  const pledge = pledgeOf(destination);
  const by = path === undefined ? {} : { path };
  const body = { originDivision: origin.division, scope, consent, answers: well, stays, pledge, ...by };
  return client.call(routes.applyForConversion, { body });
}

/** Applies, lets the destination do what can be done now, and says how the application stands. */
export async function convert(
  federation: Federation,
  citizen: Citizen,
  consent: Consent,
  stays?: schemas.Stay[],
): Promise<schemas.Conversion> {
  const { conversionId } = await apply(federation, citizen, consent, stays);
  await federation.destination.settle();
  return stateOf(citizen, conversionId);
}

export function stateOf({ client }: Citizen, conversionId: string): Promise<schemas.Conversion> {
  return client.call(routes.getConversion, { params: { conversionId } });
}

/** What the origin has signed for an application. */
export async function attestedIn(
  { destination }: Federation,
  conversionId: string,
): Promise<schemas.AttestationClaims> {
  const { attestation } = await destination.context.db
    .selectFrom('conversion')
    .select('attestation')
    .where('conversion_id', '=', conversionId)
    .executeTakeFirstOrThrow();
  return claimsIn(attestation ?? '');
}

/** A question to the origin, signed by the destination; the claims of its attestations, in the order of the answer. */
export async function askAtOrigin(
  { origin, destination }: Federation,
  subjects: schemas.AttestationRequest['subjects'],
): Promise<schemas.AttestationClaims[]> {
  const target = `${origin.context.config.http.publicUrl}/federation/attestations`;
  const request: schemas.AttestationRequest = { requestId: randomUUID(), purpose: 'conversion', subjects };
  const body = JSON.stringify(request);
  const now = destination.clock.now();
  const fields = await signRequest({
    method: 'POST',
    targetUri: target,
    body: Buffer.from(body),
    key: await federationKey(destination.context.signer),
    created: now,
    expires: new Date(now.getTime() + 120_000),
    nonce: newSecret(),
  });
  const headers = { ...fields, 'content-type': 'application/json' };
  const answer = await fetch(target, { method: 'POST', headers, body });
  const { attestations } = (await answer.json()) as schemas.AttestationResponse;
  return attestations.map((text) => claimsIn(text));
}

function claimsIn(attestation: string): schemas.AttestationClaims {
  const [, payload = ''] = attestation.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as schemas.AttestationClaims;
}

/** A message to the destination, signed by whoever it is. */
export async function tellAsPeer<Answer>(
  { destination }: Pick<Federation, 'destination'>,
  signer: Signer,
  path: string,
  message: unknown,
): Promise<Answer> {
  const target = `${destination.context.config.http.publicUrl}/${path}`;
  const body = JSON.stringify(message);
  const now = destination.clock.now();
  const fields = await signRequest({
    method: 'POST',
    targetUri: target,
    body: Buffer.from(body),
    key: await federationKey(signer),
    created: now,
    expires: new Date(now.getTime() + 120_000),
    nonce: newSecret(),
  });
  const answer = await fetch(target, {
    method: 'POST',
    headers: { ...fields, 'content-type': 'application/json' },
    body,
  });
  return (await answer.json()) as Answer;
}
