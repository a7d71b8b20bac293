import { writeArray } from './cbor.ts';
import { needs } from './requirement.ts';
import type { Request } from './send.ts';
import type { Exchange, Session } from './session.ts';
import type { GrantedConsent, People, Subject } from './setup.ts';

export interface Question {
  readonly requestId: string;
  readonly subject: Subject;
  readonly consent: Record<string, string>;
}

export interface Claims {
  readonly iss?: unknown;
  readonly aud?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
  readonly requestId?: unknown;
  readonly subjectHash?: unknown;
  readonly consent?: { readonly grade?: unknown; readonly accepted?: unknown };
  readonly match?: unknown;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Attestation {
  readonly text: string;
  readonly header: { readonly alg?: unknown; readonly typ?: unknown; readonly kid?: unknown };
  readonly claims: Claims;
}

export interface Asked extends Exchange {
  readonly requestId: string;
  readonly questions: readonly Question[];
  /** Empty where the answer holds none that can be read. */
  readonly attestations: readonly Attestation[];
}

/** Asks the node under test, as a province would. */
export async function ask(session: Session, questions: readonly Question[]): Promise<Asked> {
  const requestId = session.uuid();
  const exchange = await session.signed(requestOf(session, { requestId, purpose: 'conversion', subjects: questions }));
  return { ...exchange, requestId, questions, attestations: attestationsIn(exchange) };
}

/** An unsigned request for attestations with this body. */
export function requestOf({ setup }: Session, content: unknown): Request {
  return {
    method: 'POST',
    url: `${setup.baseUrl}federation/attestations`,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(content)),
  };
}

function attestationsIn({ answer }: Exchange): Attestation[] {
  try {
    const { attestations } = JSON.parse(answer.body.toString()) as { attestations: string[] };
    return attestations.map((text) => {
      const [header = '', claims = ''] = text.split('.');
      return { text, header: decode(header) as Attestation['header'], claims: decode(claims) as Claims };
    });
  } catch {
    return [];
  }
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

/** Somebody of this number is known to nobody. */
export function nobody({ setup }: Session): Subject {
  const number = `EX${setup.random(6).readUIntBE(0, 6) % 1_000_000_000}`.padEnd(9, '0');
  return {
    documentType: '20',
    documentNumber: number,
    issuingCountry: 'UTO',
    name: 'CONFORMANCE NOBODY',
    phone: '+999000000000',
  };
}

export function inSession({ authorizationCode, codeVerifier }: GrantedConsent): Question['consent'] {
  return { grade: 'origin-session', authorizationCode, codeVerifier };
}

const allFields = ['colour', 'reasons', 'release', 'tests', 'freshness'];

/** A consent by the key of the holder's strip; `change` says what is wrong with it. */
export function byHolder(
  session: Session,
  holder: NonNullable<People['holder']>,
  change: { audience?: string; secondsLeft?: number; broken?: boolean } = {},
): Question['consent'] {
  const { now, division } = session.setup;
  const audience = change.audience ?? division;
  const expiresAt = new Date(now().getTime() + (change.secondsLeft ?? 600) * 1000).toISOString();
  const consentId = session.uuid();
  // RFC 8785: members in this order, no white space.
  const text = JSON.stringify({ audience, consentId, expiresAt, fields: allFields, purpose: 'conversion' });
  const header = Buffer.from([0xa1, 0x01, 0x26]);
  const message = writeArray(['Signature1', header, Buffer.from('tongxing-consent-v1'), Buffer.from(text)]);
  const signature = Buffer.from(holder.sign(message));
  if (change.broken === true) signature[40]! ^= 1;
  return {
    grade: 'holder-signed',
    strip: holder.strip.toString('base64url'),
    consentId,
    expiresAt,
    signature: signature.toString('base64url'),
  };
}

/** One of the people of the settings. */
export function somebody<Who extends keyof People>({ setup }: Session, who: Who): NonNullable<People[Who]> {
  return needs(setup.people[who], `the settings name no ${who}`) as NonNullable<People[Who]>;
}
