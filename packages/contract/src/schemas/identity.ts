import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Division, Id, Instant, Phone, closed } from './basics.ts';
import { AccessReference } from './access-record.ts';

export const PhoneCodeRequest = closed({ phone: Phone });

export const SignIn = closed({ phone: Phone, code: Type.String({ pattern: '^\\d{6}$' }) });

export const Session = closed({ token: Base64Url(43, 43), expiresAt: Instant });
export type Session = Static<typeof Session>;

const DocumentNumber = Type.String({ minLength: 5, maxLength: 24, examples: ['140105198003070027'] });
const Name = Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\x00-\\x1f\\x7f<>]+$' });
const Country = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'ISO 3166-1 alpha-3: who issued a passport',
  examples: ['GBR'],
});

export const IdentityClaim = closed({
  documentType: Type.Enum(['10', '14', '15', '16', '20', '34'], {
    description:
      'certificate type: 10 resident identity card, 14 and 15 travel permits, 16 one-time permit, 20 passport, 34 permanent resident',
  }),
  documentNumber: DocumentNumber,
  name: Name,
  issuingCountry: Type.Optional(Country),
  mrz: Type.Optional(
    Type.String({
      minLength: 88,
      maxLength: 92,
      pattern: '^[A-Z0-9<\\s]+$',
      examples: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'],
      description: 'both lines of the machine-readable zone, where a passport was scanned (ICAO Doc 9303-4)',
    }),
  ),
});
export type IdentityClaim = Static<typeof IdentityClaim>;

/** With the face check that was passed for it, where one is asked for. */
export const Verification = Type.Interface(
  [IdentityClaim],
  { faceId: Type.Optional(Id) },
  { additionalProperties: false },
);
export type Verification = Static<typeof Verification>;

/** A platform whose mini-program can check a face. */
export const FaceChannel = Type.Enum(['wechat', 'alipay']);
export type FaceChannel = Static<typeof FaceChannel>;

/** For which document, and in which platform's mini-program she is. */
export const FaceBeginning = Type.Interface([IdentityClaim], { channel: FaceChannel }, { additionalProperties: false });
export type FaceBeginning = Static<typeof FaceBeginning>;

/** What the platform's own face check is opened with; it sees the picture, and nobody else does. */
export const FaceCheck = closed({
  faceId: Id,
  channel: FaceChannel,
  verifyId: Type.String({ minLength: 1, maxLength: 256 }),
  url: Type.Optional(
    Type.String({ maxLength: 2048, description: 'the page of the check at the platform, where it has one' }),
  ),
  expiresAt: Instant,
});
export type FaceCheck = Static<typeof FaceCheck>;

export const PhoneChange = closed({ phone: Phone, code: Type.String({ pattern: '^\\d{6}$' }) });

/** A new phone for somebody whose old one is lost, by the document she shows at a desk and the code on the phone in her hand. */
export const DeskPhoneChange = closed({
  documentType: Type.String({ pattern: '^\\d{2}$' }),
  documentNumber: Type.String({ minLength: 5, maxLength: 24 }),
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  phone: Phone,
  code: Type.String({ pattern: '^\\d{6}$' }),
  reference: AccessReference,
});
export type DeskPhoneChange = Static<typeof DeskPhoneChange>;

/** A document of a person, masked. The one that is shown is the one on the code. */
export const DocumentRecord = closed({
  documentId: Id,
  documentType: Type.String(),
  issuingCountry: Type.Union([Type.String(), Type.Null()]),
  maskedName: Type.String(),
  lastFour: Type.String(),
  addedAt: Instant,
  renewed: Type.Boolean({ description: 'true: a later document of the same type has taken its place' }),
  shown: Type.Boolean(),
});
export type DocumentRecord = Static<typeof DocumentRecord>;

export const ShownDocument = closed({ documentId: Id });

/**
 * Who is to be acted for. A child is confirmed by the population registry, by resident number (10) or birth certificate (99); an
 * adult by a code sent to a phone of her own.
 */
export const DependantApplication = closed({
  relation: Type.Enum(['child', 'adult']),
  documentType: Type.Enum(['10', '14', '15', '16', '20', '34', '99']),
  documentNumber: DocumentNumber,
  name: Name,
  issuingCountry: Type.Optional(Country),
  phone: Type.Optional(Phone),
});
export type DependantApplication = Static<typeof DependantApplication>;

export const Dependant = closed({
  dependantId: Type.String({ description: 'for the header tongxing-for; known to this guardian only' }),
  state: Type.Enum(['active', 'awaiting-consent']),
  relation: Type.Enum(['child', 'adult']),
  maskedName: Type.String(),
  documentType: Type.String(),
  lastFour: Type.String(),
  since: Instant,
  endsAt: Type.Union([Instant, Type.Null()]),
});
export type Dependant = Static<typeof Dependant>;

export const DependantConsent = closed({ code: Type.String({ pattern: '^\\d{6}$' }) });

/** Who may act for me, and what was done in my name. */
export const Guardian = closed({
  guardianshipId: Id,
  maskedName: Type.String(),
  since: Instant,
  endsAt: Type.Union([Instant, Type.Null()]),
});
export const ActingRecord = closed({
  maskedName: Type.String(),
  route: Type.String(),
  what: Bilingual,
  at: Instant,
});

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
  purpose: Type.Enum(['conversion', 'transfer']),
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
  renewalDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 366,
      description:
        'for so many days, at most as many as this province allows, that province may ask again each time she renews her code there; absent: once, and not again',
    }),
  ),
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
  renewableUntil: Type.Union([Instant, Type.Null()]),
  withdrawnAt: Type.Union([Instant, Type.Null()]),
});
