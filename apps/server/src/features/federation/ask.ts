import type { TrustedNode } from '@tongxing/codec';
import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { federationKey, signRequest, verifyResponse } from '../../platform/http-signatures/index.ts';
import { newSecret } from '../../platform/ids.ts';
import { createPeerAgent, requirePeerUrl } from '../../platform/outgoing/index.ts';
import { readAttestation } from './attestation.ts';
import { federationPoint } from './peer.ts';
import type { TrustListSource } from './trust-list.ts';

export type AskDeps = Pick<NodeContext, 'clock' | 'config' | 'signer'> & { readonly trustList: TrustListSource };

const timeoutMs = 4000;
const maximumAnswer = 64_000;
const signatureSeconds = 120;
const path = 'federation/attestations';

/** Connections are kept and used again, apart for networks that may hold private addresses and those that may not. */
const agents = new Map<boolean, ReturnType<typeof createPeerAgent>>();

function agentFor({ trust }: AskDeps['config']): ReturnType<typeof createPeerAgent> {
  const { allowPrivateAddresses } = trust;
  const agent = agents.get(allowPrivateAddresses) ?? createPeerAgent({ allowPrivateAddresses });
  agents.set(allowPrivateAddresses, agent);
  return agent;
}

export interface Asked {
  readonly claims: schemas.AttestationClaims;
  /** The signed attestation itself, kept with the application. */
  readonly attestation: string;
}

/**
 * Asks the province of origin about one person, who has agreed. The answer is believed only when the peer's HTTP signature binds it
 * to this request and its attestation is signed, meant for this province, fresh, and about this subject.
 * @throws Error when there is no such answer: the peer is down, slow, or answers something else
 */
export async function askOrigin(
  deps: AskDeps,
  origin: string,
  question: { requestId: string; subject: schemas.Subject; consent: schemas.ConsentEvidence },
): Promise<Asked> {
  const peer = await deps.trustList.node(origin);
  if (peer === undefined) throw new Error('the origin is not in the trust list');
  const { requestId, subject, consent } = question;
  const request: schemas.AttestationRequest = { requestId, purpose: 'conversion', subjects: [{ subject, consent }] };
  const answer = await exchange(deps, peer, Buffer.from(JSON.stringify(request)));
  if (!Value.Check(schemas.AttestationResponse, answer) || answer.requestId !== requestId) {
    throw new Error('the origin answered another question');
  }
  const [attestation = ''] = answer.attestations;
  const asked = { origin: peer, audience: deps.config.division, requestId, subject, now: deps.clock.now() };
  return { claims: await readAttestation(attestation, asked), attestation };
}

async function exchange(deps: AskDeps, peer: TrustedNode, body: Buffer): Promise<unknown> {
  const targetUri = peer.baseUrl + path;
  requirePeerUrl(targetUri, deps.config.trust);
  const now = deps.clock.now();
  const headers = await signRequest({
    method: 'POST',
    targetUri,
    body,
    key: await federationKey(deps.signer),
    created: now,
    expires: addSeconds(now, signatureSeconds),
    nonce: newSecret(),
  });
  const response = await fetch(targetUri, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: new Uint8Array(body),
    redirect: 'error',
    dispatcher: agentFor(deps.config),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer = await readBounded(response);
  if (response.status !== 200) throw new Error(`the origin answered ${response.status}`);
  await verifyResponse(
    {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: answer,
      request: { method: 'POST', targetUri, headers: { ...headers } },
    },
    { now: deps.clock.now(), keyFor: (kid) => federationPoint(peer, kid, deps.clock.now()) },
  );
  return JSON.parse(answer.toString('utf8'));
}

async function readBounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maximumAnswer) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
