import type { Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { dayOf, toEdge, toUnix } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { keyFor } from '../../platform/signer.ts';
import { documentIndex, matchIdentity } from '../identity/index.ts';
import { commit } from '../transparency/index.ts';
import { acceptConsent } from './consent-evidence.ts';
import type { TrustListSource } from './trust-list.ts';

export type OriginFacts = NonNullable<schemas.AttestationClaims['facts']>;

export interface AttestDeps extends Pick<NodeContext, 'db' | 'clock' | 'config' | 'province' | 'seal' | 'signer'> {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  readonly ownerOfStrip: (tx: Tx, place: { uri: string; idx: number }) => Promise<string | undefined>;
  /** What this province can say of a person, limited to `fields`; undefined while there is no code. */
  readonly factsOf: (tx: Tx, personId: string, fields: readonly string[]) => Promise<OriginFacts | undefined>;
}

const attestationSeconds = 600;

type Question = schemas.AttestationRequest['subjects'][number];
type Match = schemas.AttestationClaims['match'];

/** Answers another province's questions about people, each with a signed attestation of its own, and keeps every question. */
export async function attest(
  deps: AttestDeps,
  peer: string,
  request: schemas.AttestationRequest,
): Promise<schemas.AttestationResponse> {
  const attestations: string[] = [];
  for (const question of request.subjects) {
    const claims = await transact(deps.db, (tx) => answer(tx, deps, peer, request, question));
    attestations.push(await signAttestation(deps, claims));
  }
  return { requestId: request.requestId, attestations };
}

async function answer(
  tx: Tx,
  deps: AttestDeps,
  peer: string,
  request: schemas.AttestationRequest,
  { subject, consent }: Question,
): Promise<schemas.AttestationClaims> {
  const now = deps.clock.now();
  const { match, accepted, facts } = await judge(tx, deps, peer, request, { subject, consent });
  return {
    iss: deps.config.division,
    aud: peer,
    iat: toUnix(now),
    exp: toUnix(now) + attestationSeconds,
    requestId: request.requestId,
    subjectHash: subjectHash(subject),
    consent: { grade: consent.grade, accepted },
    match,
    ...(facts === undefined ? {} : { facts }),
  };
}

async function judge(
  tx: Tx,
  deps: AttestDeps,
  peer: string,
  request: schemas.AttestationRequest,
  { subject, consent }: Question,
): Promise<{ match: Match; accepted: boolean; facts?: OriginFacts }> {
  if (!(await countQuestion(tx, deps, subject, request.requestId))) return { match: 'limit', accepted: false };
  const identity = await matchIdentity(tx, deps, subject);
  if (identity.match === 'identity') return { match: 'identity', accepted: false };
  const { personId } = identity;
  const evidence = { evidence: consent, personId, peer, requestId: request.requestId, subject };
  const accepted = identity.match === 'match' ? await acceptConsent(tx, deps, evidence) : undefined;
  const facts = accepted && (await deps.factsOf(tx, personId, accepted.fields));
  const match = matchOf(identity.match, accepted !== undefined, facts !== undefined);
  const said = facts === undefined ? undefined : statement(peer, request.requestId, consent.grade);
  // A question that comes again is answered again and committed to once.
  const before = await committedAttestation(tx, personId, request.requestId);
  const same = said !== undefined && before !== undefined && canonicalJson(before.value) === canonicalJson(said);
  const fresh = said === undefined || same ? null : await commit(tx, deps, 'attestation', said);
  const commitmentId = same ? before.commitmentId : fresh;
  await keepQuestion(tx, deps, personId, peer, request, consent.grade, match, commitmentId);
  return { match, accepted: accepted !== undefined, ...(facts === undefined ? {} : { facts }) };
}

function matchOf(identity: 'match' | 'phone', accepted: boolean, known: boolean): Match {
  if (identity === 'phone') return 'phone';
  if (!accepted) return 'refused';
  return known ? 'match' : 'no-code';
}

/**
 * Counts a question about a subject over all peers, known or not; one that comes again, because its answer was lost or came too
 * early, is counted once. False when today's limit is used up.
 */
async function countQuestion(tx: Tx, deps: AttestDeps, subject: schemas.Subject, requestId: string): Promise<boolean> {
  const today = { document_index: documentIndex(deps, subject), asked_on: dayOf(deps.clock.now()) };
  await tx
    .insertInto('subject_question')
    .values({ ...today, request_id: requestId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const asked = await tx
    .selectFrom('subject_question')
    .select('request_id')
    .where('document_index', '=', today.document_index)
    .where('asked_on', '=', today.asked_on)
    .execute();
  return asked.length <= deps.province.recognition.questionsPerSubjectPerDay;
}

async function keepQuestion(
  tx: Tx,
  deps: AttestDeps,
  personId: string,
  peer: string,
  request: schemas.AttestationRequest,
  consentGrade: string,
  match: Match,
  commitmentId: string | null,
): Promise<void> {
  const row = {
    commitment_id: commitmentId,
    peer,
    purpose: request.purpose,
    consent_grade: consentGrade,
    match,
    asked_at: deps.clock.now(),
  };
  await tx
    .insertInto('attestation_request')
    .values({ person_id: personId, request_id: request.requestId, ...row })
    .onConflict((conflict) => conflict.columns(['person_id', 'request_id']).doUpdateSet(row))
    .execute();
}

/** What the log holds of an answer about a person: who was told something, on what ground. */
function statement(peer: string, requestId: string, consentGrade: string) {
  return { requestId, peer, consentGrade };
}

/** What an attestation committed to in the log, for its proof. */
export async function committedAttestation(read: Read, personId: string, requestId: string) {
  const row = await read
    .selectFrom('attestation_request')
    .select(['peer', 'consent_grade', 'commitment_id'])
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (row === undefined || row.commitment_id === null) return undefined;
  return { commitmentId: row.commitment_id, value: statement(row.peer, requestId, row.consent_grade) };
}

/** Base64url SHA-256 of the RFC 8785 canonical JSON of the subject: ties an attestation to the question it answers. */
export function subjectHash(subject: schemas.Subject): string {
  return sha256(canonicalJson(subject)).toString('base64url');
}

/** Compact JWS (RFC 7515) with the federation key. The library signs only with keys it holds, so the three parts are joined here. */
async function signAttestation(deps: AttestDeps, claims: schemas.AttestationClaims): Promise<string> {
  const { kid } = await keyFor(deps.signer, 'federation');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'ES256', typ: 'tongxing-attestation+jwt', kid })}.${part(claims)}`;
  const [signature = new Uint8Array()] = await deps.signer.sign(kid, [Buffer.from(input)]);
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

export async function listQuestions(deps: Pick<NodeContext, 'db'>, personId: string) {
  const rows = await deps.db
    .selectFrom('attestation_request')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    requestId: row.request_id,
    peer: row.peer,
    askedAt: toEdge(row.asked_at),
    purpose: row.purpose,
    consentGrade: row.consent_grade,
    match: row.match,
  }));
}
