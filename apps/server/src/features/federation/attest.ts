import type { Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { createLease } from '../../platform/limits/index.ts';
import { keyFor } from '../../platform/signer.ts';
import { type IdentityMatch, lockPeople, matchIdentities } from '../identity/index.ts';
import { acceptConsents, type ConsentDeps } from './consent-evidence.ts';
import { countQuestions, keepQuestions, type Match, type Question } from './questions.ts';
import type { TrustListSource } from './trust-list.ts';

export type OriginFacts = NonNullable<schemas.AttestationClaims['facts']>;

export interface AttestDeps extends Pick<NodeContext, 'db' | 'clock' | 'config' | 'province' | 'seal' | 'signer'> {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  readonly ownerOfStrip: ConsentDeps['ownerOfStrip'];
  readonly renewableConsents: ConsentDeps['renewableConsents'];
  /** Told when a question rests on nothing but the asker's word, in the transaction that keeps the question. */
  readonly questionAsserted: (tx: Tx, question: { personId: string; requestId: string; peer: string }) => Promise<void>;
  /** What this province can say of people, of each limited to `fields`, in their order; undefined of those without a code. */
  readonly factsOf: (
    tx: Tx,
    people: readonly { readonly personId: string; readonly fields: readonly string[] }[],
  ) => Promise<(OriginFacts | undefined)[]>;
  /** From now on the peer is told when these people's colour changes; answers what the attestations say of that, in their order. */
  readonly subscribe: (
    tx: Tx,
    peer: string,
    people: readonly Agreed[],
  ) => Promise<NonNullable<schemas.AttestationClaims['subscription']>[]>;
}

/** Somebody who has agreed that the peer is told, and by which consent. */
interface Agreed {
  readonly personId: string;
  readonly fields: readonly string[];
  readonly consentId: string | null;
  /** What she granted before lets the peer ask again, and no longer than that. */
  readonly renews: boolean;
}

const attestationSeconds = 600;

/** What one province may ask in a minute, over all its questions and all processes: a peer that is broken into must not read through us. */
export function createQuestionLimit(deps: Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>) {
  const count = deps.province.recognition.questionsPerPeerPerMinute;
  return createLease(deps, { name: 'peer-questions', count, seconds: 60, problem: 'too-many-requests' });
}

/**
 * Answers another province's questions about people, each with a signed attestation of its own, and keeps every question: all in one
 * transaction, and signed together.
 */
export async function attest(
  deps: AttestDeps,
  peer: string,
  request: schemas.AttestationRequest,
): Promise<schemas.AttestationResponse> {
  const claims = await transact(deps.db, async (tx) => {
    const answers = new Map<Question, Answer>();
    for (const wave of inWaves(request.subjects)) {
      for (const [question, answer] of await judge(tx, deps, peer, request.purpose, wave))
        answers.set(question, answer);
    }
    return request.subjects.map((question) => claimsOf(deps, peer, question, answers.get(question) as Answer));
  });
  return { requestId: request.requestId, attestations: await signAttestations(deps, claims) };
}

interface Answer {
  readonly match: Match;
  readonly accepted: boolean;
  readonly facts?: OriginFacts;
  readonly subscription?: NonNullable<schemas.AttestationClaims['subscription']>;
}

/** Questions about one document come one after the other, as if each had been a request of its own; all others together. */
function inWaves(questions: readonly Question[]): Question[][] {
  const waves: Question[][] = [];
  const asked = new Map<string, number>();
  for (const question of questions) {
    const { documentType, documentNumber } = question.subject;
    const turn = asked.get(`${documentType}:${documentNumber}`) ?? 0;
    asked.set(`${documentType}:${documentNumber}`, turn + 1);
    (waves[turn] ??= []).push(question);
  }
  return waves;
}

function claimsOf(deps: AttestDeps, peer: string, question: Question, answer: Answer): schemas.AttestationClaims {
  const now = deps.clock.now();
  const { match, accepted, facts, subscription } = answer;
  return {
    iss: deps.config.division,
    aud: peer,
    iat: toUnix(now),
    exp: toUnix(now) + attestationSeconds,
    requestId: question.requestId,
    subjectHash: subjectHash(question.subject),
    consent: { grade: question.consent.grade, accepted },
    match,
    ...(facts === undefined ? {} : { facts }),
    ...(subscription === undefined ? {} : { subscription }),
  };
}

async function judge(
  tx: Tx,
  deps: AttestDeps,
  peer: string,
  purpose: string,
  wave: readonly Question[],
): Promise<Map<Question, Answer>> {
  const answers = new Map<Question, Answer>(
    wave.map((question) => [question, { match: 'limit', accepted: false }] as const),
  );
  const counted = await countQuestions(tx, deps, wave);
  const identities = await matchIdentities(
    tx,
    deps,
    counted.map(({ subject }) => subject),
  );
  const known = counted.flatMap((question, position) => {
    const identity = identities[position] as IdentityMatch;
    answers.set(question, { match: 'identity', accepted: false });
    return identity.match === 'identity' ? [] : [{ question, ...identity }];
  });
  const asked = known.filter(({ match }) => match === 'match');
  const consents = await acceptConsents(
    tx,
    deps,
    asked.map(({ question, personId }) => ({
      evidence: question.consent,
      personId,
      peer,
      requestId: question.requestId,
    })),
  );
  const opened = asked.flatMap(({ question, personId }, position) => {
    const consent = consents[position];
    const renews = question.consent.grade === 'renewal';
    return consent === undefined ? [] : [{ question, personId, renews, ...consent }];
  });
  // What is attested and what is told of afterwards follow each other without a gap.
  await lockPeople(
    tx,
    opened.map(({ personId }) => personId),
  );
  const facts = await deps.factsOf(tx, opened);
  // Nobody's word but her own lets a province be told of her from now on.
  const agreed = opened.filter(
    ({ question }, position) => facts[position] !== undefined && question.consent.grade !== 'asserted',
  );
  const subscriptions = await deps.subscribe(tx, peer, agreed);
  const subscriptionOf = new Map(agreed.map(({ question }, position) => [question, subscriptions[position]!]));
  const said = new Map(opened.map(({ question }, position) => [question, facts[position]]));
  const kept = known.map(({ question, match, personId }) => {
    const about = said.get(question);
    const answer: Answer = {
      match: matchOf(match, said.has(question), about !== undefined),
      accepted: said.has(question),
      ...(about === undefined ? {} : { facts: about }),
      ...(subscriptionOf.has(question) ? { subscription: subscriptionOf.get(question)! } : {}),
    };
    answers.set(question, answer);
    return { question, personId, answer };
  });
  await keepQuestions(tx, deps, peer, purpose, kept);
  for (const { question, personId } of kept) {
    if (question.consent.grade !== 'asserted') continue;
    await deps.questionAsserted(tx, { personId, requestId: question.requestId, peer });
  }
  return answers;
}

function matchOf(identity: 'match' | 'phone', accepted: boolean, known: boolean): Match {
  if (identity === 'phone') return 'phone';
  if (!accepted) return 'refused';
  return known ? 'match' : 'no-code';
}

/** Base64url SHA-256 of the RFC 8785 canonical JSON of the subject: ties an attestation to the question it answers. */
export function subjectHash(subject: schemas.Subject): string {
  return sha256(canonicalJson(subject)).toString('base64url');
}

/** Compact JWS (RFC 7515) with the federation key. The library signs only with keys it holds, so the three parts are joined here. */
async function signAttestations(deps: AttestDeps, all: readonly schemas.AttestationClaims[]): Promise<string[]> {
  const { kid } = await keyFor(deps.signer, 'federation');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'ES256', typ: 'tongxing-attestation+jwt', kid });
  const inputs = all.map((claims) => `${header}.${part(claims)}`);
  const signatures = await deps.signer.sign(
    kid,
    inputs.map((input) => Buffer.from(input)),
  );
  return inputs.map(
    (input, position) => `${input}.${Buffer.from(signatures[position] ?? new Uint8Array()).toString('base64url')}`,
  );
}
