import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { HealthAnswers, Itinerary, Pledge } from './declaration.ts';
import { TravelContact } from './travel-outlook.ts';

export const OriginSession = closed({
  grade: Type.Literal('origin-session'),
  authorizationCode: Base64Url(43, 43),
  codeVerifier: Base64Url(128, 43),
});
export const HolderSigned = closed({
  grade: Type.Literal('holder-signed'),
  strip: Base64Url(1024),
  consentId: Id,
  expiresAt: Instant,
  signature: Base64Url(86, 86),
});

/** How sure the origin can be that the person agreed (grades of the protocol text). */
export const ConsentEvidence = Type.Union([OriginSession, HolderSigned, closed({ grade: Type.Literal('asserted') })]);
export type ConsentEvidence = Static<typeof ConsentEvidence>;

/** Where she is going, as narrow as she knows: whom she can turn to and who reviews is there. Absent: the scope. */
const Destination = Division;

export const ConversionApplication = closed({
  originDivision: Division,
  scope: Division,
  destination: Type.Optional(Destination),
  /** With a screenshot of the code, which is sent next; absent: by the consent. */
  path: Type.Optional(Type.Literal('picture')),
  consent: ConsentEvidence,
  answers: HealthAnswers,
  stays: Itinerary,
  pledge: Pledge,
});
export type ConversionApplication = Static<typeof ConversionApplication>;

export const ConversionState = Type.Enum([
  'draft',
  'submitted',
  'verifying',
  'waiting-for-origin',
  'waiting-for-documents',
  'in-review',
  'deferred',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
]);
export type ConversionState = Static<typeof ConversionState>;

/** When an application is likely to be decided. */
export const ConversionEstimate = closed({
  known: Type.Boolean({ description: 'false: the origin is silent, or it waits for the person; nobody knows' }),
  ahead: Type.Union([Type.Integer(), Type.Null()], { description: 'applications before this one' }),
  from: Type.Union([Instant, Type.Null()]),
  to: Type.Union([Instant, Type.Null()]),
});
export type ConversionEstimate = Static<typeof ConversionEstimate>;

/**
 * How the origin's answer is had. `authorised`: she has let it be read; `linked`: found from her verified identity; `picture`: a
 * picture of the code, with supplementary facts.
 */
export const ConversionPath = Type.Enum(['authorised', 'linked', 'picture']);
export type ConversionPath = Static<typeof ConversionPath>;

/** Proof that belongs to an application: tickets, a paper report, a picture of a code. */
export const ApplicationDocument = closed({
  documentId: Id,
  mediaType: Type.Enum(['image/jpeg', 'image/png', 'application/pdf']),
  size: Type.Integer({ minimum: 1, description: 'bytes' }),
  receivedAt: Instant,
});
export type ApplicationDocument = Static<typeof ApplicationDocument>;

/**
 * How what is said of the code of the origin was heard: in its attestation; in its own code, shown on a picture that a reviewer has seen;
 * from the national platform, which relays the origin; or as the national code itself. Nobody has signed the last two.
 */
export const OriginGrade = Type.Enum(['attested', 'shown', 'relayed', 'national']);
export type OriginGrade = Static<typeof OriginGrade>;

export const Conversion = closed({
  conversionId: Id,
  originDivision: Division,
  scope: Division,
  destination: Division,
  path: ConversionPath,
  state: ConversionState,
  /** What it is waiting for or how it ended, in words. */
  shown: Bilingual,
  cause: Type.Union([closed({ code: Type.String(), text: Bilingual, cure: Bilingual }), Type.Null()]),
  submittedAt: Instant,
  updatedAt: Instant,
  nextTryAt: Type.Union([Instant, Type.Null()]),
  estimate: Type.Union([ConversionEstimate, Type.Null()], { description: 'null: decided, or a person decides' }),
  renews: Type.Union([Id, Type.Null()], { description: 'the application whose code this one prolongs' }),
  groupId: Type.Union([Id, Type.Null()], { description: 'the family that applied together' }),
  /** What happens next by itself, and when. */
  next: Type.Union([closed({ at: Instant, what: Bilingual }), Type.Null()]),
  /** What can be done with it now: names of routes. */
  actions: Type.Array(Type.String()),
  /** Whom to turn to where she is going, the narrowest division first; empty where nobody is needed. */
  contacts: Type.Array(TravelContact),
  documents: Type.Array(ApplicationDocument),
  colour: Type.Union([Colour, Type.Null()]),
  codeId: Type.Union([Id, Type.Null()]),
  /** What it rests on; null while nothing was heard. */
  grade: Type.Union([closed({ code: OriginGrade, text: Bilingual }), Type.Null()]),
});
export type Conversion = Static<typeof Conversion>;

/**
 * One tap: her word that what she declared still holds. The origin is asked again, by a consent of before that allows it or by a new one.
 */
export const ConversionRenewal = closed({
  pledge: Pledge,
  consent: Type.Optional(Type.Union([OriginSession, HolderSigned])),
  stays: Type.Optional(Itinerary),
});
export type ConversionRenewal = Static<typeof ConversionRenewal>;
