import {
  decodeStrip,
  encodeUtf8,
  externalAadOf,
  findKey,
  sigStructure1,
  encodeProtected,
  HEADER,
  SUITES,
  type Verifier,
} from '@tongxing/codec';
import { canonicalJson } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { redeemConsents } from '../identity/index.ts';
import type { TrustListSource } from './trust-list.ts';

export type ConsentDeps = Pick<NodeContext, 'clock' | 'config' | 'province'> & {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  /** Whose strip of this node this is, when it still stands. */
  readonly ownerOfStrip: (tx: Tx, place: { uri: string; idx: number }) => Promise<string | undefined>;
  /** The consents by which a peer is told of people and may ask again to renew, by person. */
  readonly renewableConsents: (
    tx: Tx,
    peer: string,
    personIds: readonly string[],
  ) => Promise<ReadonlyMap<string, AcceptedConsent>>;
};

type Holder = Extract<schemas.ConsentEvidence, { grade: 'holder-signed' }>;

export interface AcceptedConsent {
  readonly fields: readonly string[];
  /** Of one that she granted here. */
  readonly consentId: string | null;
}

/** What a consent opens that the peer merely asserts: the colour, when it ends, and how fresh it is. */
const narrowFields = ['colour', 'release', 'freshness'];
const allFields = ['colour', 'reasons', 'release', 'tests', 'freshness'];

/** A consent as a question brings it, about the person it was found to be about. */
export interface ConsentQuestion {
  readonly evidence: schemas.QuestionConsent;
  readonly personId: string;
  readonly peer: string;
  readonly requestId: string;
  /** What it has to have been given for; absent: for a conversion. */
  readonly purpose?: Purpose;
}

type Purpose = schemas.ConsentGrant['purpose'];

/**
 * Have these people agreed that this peer asks? Undefined where the evidence does not show it; answers in the order of the questions.
 * `origin-session`: she granted it here, signed in. `holder-signed`: a key of a strip of hers signed it. `asserted`: the peer says so,
 * which opens least and which the profile may refuse. `renewal`: what she granted before lets it ask again.
 */
export async function acceptConsents(
  tx: Tx,
  deps: ConsentDeps,
  questions: readonly ConsentQuestion[],
): Promise<(AcceptedConsent | undefined)[]> {
  const inSession = await acceptSessions(tx, deps, questions);
  const renewable = await acceptRenewals(tx, deps, questions);
  const accepted: (AcceptedConsent | undefined)[] = [];
  for (const question of questions) {
    const { evidence } = question;
    if (evidence.grade === 'origin-session') accepted.push(inSession.get(question));
    else if (evidence.grade === 'renewal') accepted.push(renewable.get(question));
    else if (evidence.grade === 'holder-signed') {
      accepted.push(
        (await isHolders(tx, deps, evidence, question)) ? { fields: allFields, consentId: null } : undefined,
      );
    } else if (deps.province.recognition.acceptAsserted) accepted.push({ fields: narrowFields, consentId: null });
    else accepted.push(undefined);
  }
  return accepted;
}

async function acceptSessions(tx: Tx, deps: ConsentDeps, questions: readonly ConsentQuestion[]) {
  const asked = questions.flatMap((question) =>
    question.evidence.grade === 'origin-session' ? [{ question, evidence: question.evidence }] : [],
  );
  const codes = asked.map(({ question, evidence }) => ({
    ...evidence,
    audience: question.peer,
    purpose: question.purpose ?? ('conversion' as const),
    requestId: question.requestId,
  }));
  const redeemed = codes.length === 0 ? [] : await redeemConsents(tx, deps.clock.now(), codes);
  return new Map(
    asked.flatMap(({ question }, position) => {
      const consent = redeemed[position];
      // There is no attestation without a colour: a consent that leaves it out is none to this question.
      const holds = consent?.personId === question.personId && consent.fields.includes('colour');
      return holds ? [[question, { fields: consent.fields, consentId: consent.consentId }] as const] : [];
    }),
  );
}

/** Only her own province knows whether what she granted lets a peer ask again: the peer's word counts for nothing. */
async function acceptRenewals(tx: Tx, deps: ConsentDeps, questions: readonly ConsentQuestion[]) {
  const asked = questions.filter(({ evidence }) => evidence.grade === 'renewal');
  const accepted = new Map<ConsentQuestion, AcceptedConsent>();
  for (const [peer, ofPeer] of Map.groupBy(asked, (question) => question.peer)) {
    const consents = await deps.renewableConsents(
      tx,
      peer,
      ofPeer.map(({ personId }) => personId),
    );
    for (const question of ofPeer) {
      const consent = consents.get(question.personId);
      if (consent !== undefined) accepted.set(question, consent);
    }
  }
  return accepted;
}

/** What a holder signs to let a peer ask: audience, purpose, fields, expiry and an id, bound to the consent context. */
export function consentToBeSigned(
  strip: Uint8Array,
  consent: { consentId: string; audience: string; expiresAt: string },
  purpose: Purpose = 'conversion',
) {
  const { claims } = decodeStrip(strip);
  const text = canonicalJson({ ...consent, fields: allFields, purpose });
  const alg = SUITES[claims.holder?.suite ?? 'ES256'].alg;
  return sigStructure1(encodeProtected(new Map([[HEADER.alg, alg]])), externalAadOf('consent'), encodeUtf8(text));
}

async function isHolders(
  tx: Tx,
  deps: ConsentDeps,
  evidence: Holder,
  { peer, personId, purpose }: ConsentQuestion,
): Promise<boolean> {
  const now = deps.clock.now();
  if (new Date(evidence.expiresAt) <= now) return false;
  const bytes = Buffer.from(evidence.strip, 'base64url');
  let strip: ReturnType<typeof decodeStrip>;
  try {
    strip = decodeStrip(bytes);
  } catch {
    // Whatever it is, it is no strip and shows no consent.
    return false;
  }
  const { trustList } = await deps.trustList.current();
  const issuer = trustList && findKey(trustList, strip.kid, 'strip', deps.config.division, toUnix(now));
  if (!issuer?.found || strip.claims.holder === undefined || strip.claims.expiresAt <= toUnix(now)) return false;
  const { consentId, expiresAt } = evidence;
  const signed = consentToBeSigned(bytes, { consentId, audience: peer, expiresAt }, purpose);
  const signature = Buffer.from(evidence.signature, 'base64url');
  const genuine =
    (await deps.verifier.verify(issuer.key, strip.toBeSigned, strip.signature)) &&
    (await deps.verifier.verify(strip.claims.holder, signed, signature));
  return genuine && (await deps.ownerOfStrip(tx, strip.claims.status)) === personId;
}
