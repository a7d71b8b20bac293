import { Type, type Static } from 'typebox';
import { Base64Url, closed } from './basics.ts';

const AuthorizationCode = Base64Url(43, 43);

/** The code that a browser was sent back with, for the app that has the verifier of this challenge (RFC 7636, S256). */
export const ConsentReturn = closed({
  codeChallenge: Base64Url(43, 43),
  authorizationCode: AuthorizationCode,
});
export type ConsentReturn = Static<typeof ConsentReturn>;

export const ConsentReturnQuestion = closed({ codeVerifier: Base64Url(43, 43) });

export const ConsentReturned = closed({
  authorizationCode: Type.Union([AuthorizationCode, Type.Null()], { description: 'null: nothing has come back yet' }),
});
