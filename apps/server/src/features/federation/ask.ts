import type { TrustedNode } from '@tongxing/codec';
import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { federationKey, signRequest, verifyResponse } from '../../platform/http-signatures/index.ts';
import { newId, newSecret } from '../../platform/ids.ts';
import { createPeerAgent, requirePeerUrl } from '../../platform/outgoing/index.ts';
import { readAttestation } from './attestation.ts';
import { federationPoint } from './peer.ts';
import type { TrustListSource } from './trust-list.ts';

export type AskDeps = Pick<NodeContext, 'clock' | 'config' | 'log' | 'patience' | 'signer' | 'telemetry'> & {
  readonly trustList: TrustListSource;
};

const timeoutMs = 4000;
/** An attestation has at most 16,384 characters; the rest is small. */
const maximumAnswerFor = (subjects: number) => 4096 + subjects * 16_500;
const signatureSeconds = 120;
const path = 'federation/attestations';
/** Subjects of one request (schema of the request). */
export const mostSubjects = 100;

export interface OriginQuestion {
  readonly requestId: string;
  readonly subject: schemas.Subject;
  readonly consent: schemas.QuestionConsent;
}

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
 * Asks the province of origin about people who have agreed, in one request; answers in the order of the questions, undefined where what
 * was said of one is not believed. The answer is believed only when the peer's HTTP signature binds it to this request and each of its
 * attestations is signed, meant for this province, fresh, and about its subject.
 *
 * A request that the origin does not understand is asked again in halves: what is wrong with one question is not held against others.
 * @throws Error when there is no such answer: the peer is down, slow, or answers something else
 */
export async function askOrigin(
  deps: AskDeps,
  origin: string,
  questions: readonly OriginQuestion[],
): Promise<(Asked | undefined)[]> {
  const peer = await deps.trustList.node(origin);
  if (peer === undefined) throw new Error('the origin is not in the trust list');
  return askAll(deps, peer, questions);
}

/**
 * Sends a message to a peer, signed, and answers what it says, which its own signature binds to this message. Whether the answer has
 * the shape it should have is for the caller to check.
 * @param path below the peer's base URL
 * @param maximum bytes of the answer
 * @throws Error when there is no such answer
 */
export async function askPeer(
  deps: AskDeps,
  division: string,
  path: string,
  message: unknown,
  maximum: number,
): Promise<unknown> {
  const peer = await deps.trustList.node(division);
  if (peer === undefined) throw new Error('the peer is not in the trust list');
  const body = Buffer.from(JSON.stringify(message));
  return exchange(deps, peer, path, body, maximum);
}

async function askAll(
  deps: AskDeps,
  peer: TrustedNode,
  questions: readonly OriginQuestion[],
): Promise<(Asked | undefined)[]> {
  const requestId = newId(deps.clock.now());
  const request: schemas.AttestationRequest = { requestId, purpose: 'conversion', subjects: [...questions] };
  let answer: unknown;
  try {
    const body = Buffer.from(JSON.stringify(request));
    answer = await exchange(deps, peer, path, body, maximumAnswerFor(questions.length));
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    if (questions.length === 1) return [undefined];
    const half = Math.ceil(questions.length / 2);
    const halves = [questions.slice(0, half), questions.slice(half)];
    return (await Promise.all(halves.map((part) => askAll(deps, peer, part)))).flat();
  }
  if (!Value.Check(schemas.AttestationResponse, answer) || answer.requestId !== requestId) {
    throw new Error('the origin answered another question');
  }
  const { attestations } = answer;
  const now = deps.clock.now();
  return Promise.all(
    questions.map(async ({ requestId: id, subject }, position) => {
      const attestation = attestations[position] ?? '';
      const question = { origin: peer, audience: deps.config.division, requestId: id, subject, now };
      try {
        return { claims: await readAttestation(attestation, question), attestation };
      } catch (error) {
        deps.log.error('attestation is not believed', { origin: peer.division, error });
        return undefined;
      }
    }),
  );
}

/** The origin finds a fault in the request itself, which asking again will not cure. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

/** The origin answers that it has too much to do, or cannot answer for the moment. */
export class OriginBusy extends Error {
  override readonly name = 'OriginBusy';
  /** When it may be asked again, as far as it says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, retryAfter: string | null) {
    super(`status ${status}`);
    this.retryAfterSeconds = /^\d{1,4}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  }
}

/** One question, measured, and with patience. */
function exchange(deps: AskDeps, peer: TrustedNode, path: string, body: Buffer, maximum: number): Promise<unknown> {
  const { division } = peer;
  return deps.telemetry.timed('peer', division, () =>
    deps.patience(division, () => send(deps, peer, path, body, maximum)),
  );
}

async function send(deps: AskDeps, peer: TrustedNode, path: string, body: Buffer, maximum: number): Promise<unknown> {
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
  const answer = await readBounded(response, maximum);
  if (response.status === 400 || response.status === 413) throw new NotUnderstood(`status ${response.status}`);
  if (response.status === 429 || response.status === 503) {
    throw new OriginBusy(response.status, response.headers.get('retry-after'));
  }
  if (response.status !== 200) {
    throw Object.assign(new Error(`the origin answered ${response.status}`), { status: response.status });
  }
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

async function readBounded(response: Response, maximum: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maximum) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
