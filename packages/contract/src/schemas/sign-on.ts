import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Instant, closed } from './basics.ts';

/** The app of the province, where its people can sign in. */
export const SignOnOffer = closed({
  name: Bilingual,
  mark: Type.String({ minLength: 1, maxLength: 2, description: 'the one or two characters of its sign' }),
});
export type SignOnOffer = Static<typeof SignOnOffer>;

export const SignOnBeginning = closed({
  codeChallenge: Base64Url(43, 43),
});

/** Where to go, and what must come back: who comes back with another state has not been sent from here. */
export const SignOnBegun = closed({
  address: Type.String({ minLength: 1, maxLength: 2048 }),
  state: Base64Url(43, 43),
  expiresAt: Instant,
});

export const SignOnReturn = closed({
  state: Base64Url(43, 43),
  code: Type.String({ minLength: 1, maxLength: 1024, pattern: '^[\\x21-\\x7e]+$' }),
  codeVerifier: Base64Url(43, 43),
});
export type SignOnReturn = Static<typeof SignOnReturn>;
