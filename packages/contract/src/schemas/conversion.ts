import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { HealthAnswers, Itinerary, Pledge } from './declaration.ts';

/** How sure the origin can be that the person agreed (grades of the protocol text). */
export const ConsentEvidence = Type.Union([
  closed({
    grade: Type.Literal('origin-session'),
    authorizationCode: Base64Url(43, 43),
    codeVerifier: Base64Url(128, 43),
  }),
  closed({
    grade: Type.Literal('holder-signed'),
    strip: Base64Url(1024),
    consentId: Id,
    expiresAt: Instant,
    signature: Base64Url(86, 86),
  }),
  closed({ grade: Type.Literal('asserted') }),
]);
export type ConsentEvidence = Static<typeof ConsentEvidence>;

export const ConversionApplication = closed({
  originDivision: Division,
  scope: Division,
  consent: ConsentEvidence,
  answers: HealthAnswers,
  stays: Itinerary,
  pledge: Pledge,
});
export type ConversionApplication = Static<typeof ConversionApplication>;

export const ConversionState = Type.Enum([
  'submitted',
  'waiting-for-origin',
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

export const Conversion = closed({
  conversionId: Id,
  originDivision: Division,
  state: ConversionState,
  cause: Type.Union([closed({ code: Type.String(), text: Bilingual, cure: Bilingual }), Type.Null()]),
  submittedAt: Instant,
  updatedAt: Instant,
  nextTryAt: Type.Union([Instant, Type.Null()]),
  estimate: Type.Union([ConversionEstimate, Type.Null()], { description: 'null: decided, or a person decides' }),
  groupId: Type.Union([Id, Type.Null()], { description: 'the family that applied together' }),
  colour: Type.Union([Colour, Type.Null()]),
  codeId: Type.Union([Id, Type.Null()]),
});
export type Conversion = Static<typeof Conversion>;
