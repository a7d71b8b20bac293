import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { PairwiseId } from './colour-event.ts';
import { ConsentEvidence } from './conversion.ts';

/** A node that the trust list names: its people can be asked about there, and its app lies under `app/` of the address. */
export const Peer = closed({
  division: Division,
  name: Bilingual,
  baseUrl: Type.String({ description: 'ends with a slash' }),
});
export type Peer = Static<typeof Peer>;

/** The identity triple the origin compares with its own records. */
export const Subject = closed({
  documentType: Type.String({ pattern: '^\\d{2}$' }),
  documentNumber: Type.String({ minLength: 5, maxLength: 20 }),
  issuingCountry: Type.Optional(
    Type.String({ pattern: '^[A-Z]{3}$', description: 'of a passport, ISO 3166-1 alpha-3' }),
  ),
  name: Type.String({ minLength: 1, maxLength: 40 }),
  phone: Type.String({ minLength: 5, maxLength: 20 }),
});
export type Subject = Static<typeof Subject>;

/** A renewal by a consent that the origin holds already: it looks for it itself. */
export const RenewalConsent = closed({ grade: Type.Literal('renewal') });
export const QuestionConsent = Type.Union([...ConsentEvidence.anyOf, RenewalConsent]);
export type QuestionConsent = Static<typeof QuestionConsent>;

export const AttestationRequest = closed({
  requestId: Id,
  purpose: Type.Literal('conversion'),
  /** Each subject is a question of its own: what comes again with its `requestId` is counted, and its consent used, once. */
  subjects: Type.Array(closed({ requestId: Id, subject: Subject, consent: QuestionConsent }), {
    minItems: 1,
    maxItems: 100,
  }),
});
export type AttestationRequest = Static<typeof AttestationRequest>;

/** One compact JWS (typ `tongxing-attestation+jwt`) for each subject, in the order of the request. */
export const AttestationResponse = closed({
  requestId: Id,
  attestations: Type.Array(Type.String({ maxLength: 16_384 })),
});
export type AttestationResponse = Static<typeof AttestationResponse>;

/** The claims inside an attestation. */
export const AttestationClaims = Type.Object({
  iss: Division,
  aud: Division,
  iat: Type.Integer(),
  exp: Type.Integer(),
  /** Of the subject's question. */
  requestId: Id,
  subjectHash: Base64Url(43, 43),
  consent: closed({
    grade: Type.Enum(['origin-session', 'holder-signed', 'asserted', 'renewal']),
    accepted: Type.Boolean(),
  }),
  match: Type.Union([
    Type.Literal('match'),
    Type.Literal('identity'),
    Type.Literal('phone'),
    Type.Literal('no-code'),
    Type.Literal('refused'),
    Type.Literal('limit'),
  ]),
  /** Under which name, from which sequence on and until when the origin tells of changes; until when it may be asked again to renew. */
  subscription: Type.Optional(
    closed({
      id: PairwiseId,
      sequence: Type.Integer({ minimum: 0 }),
      until: Instant,
      renewableUntil: Type.Optional(Instant),
    }),
  ),
  facts: Type.Optional(
    closed({
      colour: Type.Union([Type.Literal('green'), Type.Literal('yellow'), Type.Literal('red'), Type.Literal('pending')]),
      decidedAt: Instant,
      releaseAt: Type.Union([Instant, Type.Null()]),
      validUntil: Type.Union([Instant, Type.Null()]),
      reasons: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40 })),
      tests: Type.Optional(
        Type.Array(closed({ result: Type.String({ maxLength: 16 }), sampledAt: Instant, reportedAt: Instant }), {
          maxItems: 20,
        }),
      ),
      freshness: Type.Optional(
        Type.Array(closed({ source: Type.String({ maxLength: 40 }), receivedAt: Instant }), { maxItems: 20 }),
      ),
    }),
  ),
});
export type AttestationClaims = Static<typeof AttestationClaims>;

/** What a node already holds of the status lists of the one it asks. */
export const StatusListsQuestion = closed({
  have: Type.Array(
    closed({ uri: Type.String({ minLength: 1, maxLength: 34 }), issuedAt: Type.Integer({ minimum: 0 }) }),
    {
      maxItems: 4096,
    },
  ),
});
export type StatusListsQuestion = Static<typeof StatusListsQuestion>;

export const StatusListsAnswer = closed({
  uris: Type.Array(Type.String({ maxLength: 34 }), {
    maxItems: 4096,
    description: 'every list of strips that can be shown now or soon',
  }),
  lists: Type.Array(
    closed({
      uri: Type.String({ maxLength: 34 }),
      token: Type.String({ maxLength: 1_500_000, contentEncoding: 'base64url', description: 'the Status List Token' }),
    }),
    { maxItems: 256, description: 'newer than those named in the question; more of them by asking again' },
  ),
});
export type StatusListsAnswer = Static<typeof StatusListsAnswer>;
