import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';

/** What the certificate of a corrected colour (更正证明) says, as it is signed. */
export const CorrectionClaims = closed({
  iss: Division,
  jti: Id,
  iat: Type.Integer(),
  maskedName: Type.String(),
  lastFour: Type.String(),
  wrong: closed({ colour: Colour, since: Instant, decisionId: Id }),
  corrected: closed({ colour: Colour, at: Instant }),
  caseNumber: Type.String(),
});
export type CorrectionClaims = Static<typeof CorrectionClaims>;

/** What the proof of a conversion says, as it is signed. */
export const ConversionClaims = closed({
  iss: Division,
  jti: Id,
  iat: Type.Integer(),
  maskedName: Type.String(),
  lastFour: Type.String(),
  origin: Division,
  scope: Division,
  converted: closed({ colour: Colour, at: Instant, decisionId: Id }),
  validUntil: Instant,
});
export type ConversionClaims = Static<typeof ConversionClaims>;

/** What the receipt of a closed account says, as it is signed: nothing about whose it was. */
export const ClosureClaims = closed({
  iss: Division,
  jti: Id,
  iat: Type.Integer(),
  askedAt: Instant,
  destroyedAt: Instant,
  destroyed: Type.Record(Type.String(), Type.Integer(), { description: 'rows that were destroyed, by table' }),
  kept: Type.Array(closed({ table: Type.String(), rows: Type.Integer(), until: Instant }), {
    description: 'rows that the law keeps, with no way back to whose they were',
  }),
});
export type ClosureClaims = Static<typeof ClosureClaims>;

const signed = {
  certificateId: Id,
  jws: Type.String({ maxLength: 4096, description: 'RFC 7515, compact; a federation key of the node' }),
  text: Bilingual,
};

export const CorrectionCertificate = closed({ ...signed, claims: CorrectionClaims });
export type CorrectionCertificate = Static<typeof CorrectionCertificate>;

export const ConversionCertificate = closed({ ...signed, claims: ConversionClaims });
export type ConversionCertificate = Static<typeof ConversionCertificate>;

/** What whoever is shown a certificate learns of it: what it says, and whether it still stands. */
export const CheckedCertificate = closed({
  ...signed,
  kind: Type.Enum(['conversion', 'correction', 'closure']),
  issuer: Division,
  issuedAt: Instant,
  stands: { ...Type.Boolean(), description: 'false: 已被复核撤销 · a review has ended it' },
});
export type CheckedCertificate = Static<typeof CheckedCertificate>;
