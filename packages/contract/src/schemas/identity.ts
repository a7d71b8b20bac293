import { Type, type Static } from 'typebox';
import { Base64Url, Division, Id, Instant, Phone, closed } from './basics.ts';

export const PhoneCodeRequest = closed({ phone: Phone });

export const SignIn = closed({ phone: Phone, code: Type.String({ pattern: '^\\d{6}$' }) });

export const Session = closed({ token: Base64Url(43, 43), expiresAt: Instant });
export type Session = Static<typeof Session>;

export const IdentityClaim = closed({
  documentType: Type.Literal('10', { description: 'GB/T certificate type: 10 resident identity card' }),
  documentNumber: Type.String({ minLength: 18, maxLength: 24, examples: ['140105198003070027'] }),
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\x00-\\x1f\\x7f<>]+$' }),
});
export type IdentityClaim = Static<typeof IdentityClaim>;

export const Me = closed({
  verified: Type.Boolean(),
  maskedName: Type.Union([Type.String(), Type.Null()]),
  lastFour: Type.Union([Type.String(), Type.Null()]),
  documentType: Type.Union([Type.String(), Type.Null()]),
  residence: Type.Union([Division, Type.Null()]),
  maskedPhone: Type.String(),
});
export type Me = Static<typeof Me>;

/** What the person lets another province ask her own province, and for how long. */
export const ConsentGrant = closed({
  audience: Division,
  purpose: Type.Literal('conversion'),
  fields: Type.Array(
    Type.Union([
      Type.Literal('colour'),
      Type.Literal('reasons'),
      Type.Literal('release'),
      Type.Literal('tests'),
      Type.Literal('freshness'),
    ]),
    { minItems: 1, maxItems: 5, uniqueItems: true },
  ),
  codeChallenge: Base64Url(43, 43),
});
export type ConsentGrant = Static<typeof ConsentGrant>;

export const ConsentGranted = closed({ consentId: Id, authorizationCode: Base64Url(43, 43), expiresAt: Instant });
export type ConsentGranted = Static<typeof ConsentGranted>;

export const ConsentRecord = closed({
  consentId: Id,
  audience: Division,
  purpose: Type.String(),
  fields: Type.Array(Type.String()),
  grantedAt: Instant,
  expiresAt: Instant,
  withdrawnAt: Type.Union([Instant, Type.Null()]),
});
