import { list, mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { documentNumber, identifier, line, personName, phone } from '../wire.ts';

/** As much of an answer to the provider's questions as an address or a form can hold. */
const word = text(/^[\x21-\x7e]{1,512}$/, 'a word of at most 512 characters');
const address = text(/^https?:\/\/[^\s#]{1,500}$/, 'an address without a fragment');
const secret43 = text(/^[A-Za-z0-9_-]{43}$/, '32 bytes in base64url');

/** What the program adds to every request: at which address it was asked, and who says to be asking. */
const asked = { host: word, authorization: optional(line) };

export const nothingShape = record(asked);

/** `GET /authorize`, and the form of its page with what was chosen. */
const authorisation = {
  ...asked,
  client_id: identifier,
  redirect_uri: address,
  response_type: oneOf('code'),
  scope: text(/^openid( [a-z_]+){0,9}$/, 'openid and others'),
  state: word,
  nonce: word,
  code_challenge: secret43,
  code_challenge_method: oneOf('S256'),
};
export const authorisationShape = record(authorisation);
export const consentShape = record({ ...authorisation, decision: oneOf('agree', 'decline'), phone: optional(phone) });
export type Authorisation = Infer<typeof authorisationShape>;

/** `POST /token`, by a client with its secret. */
export const tokenRequestShape = record({
  ...asked,
  grant_type: oneOf('authorization_code'),
  code: word,
  redirect_uri: address,
  code_verifier: text(/^[A-Za-z0-9._~-]{43,128}$/, 'a code verifier'),
});

/** What `PUT /answers` loads: where each client may be sent back to, and whom the app knows by which phone. */
export const provincialAppAnswersShape = record({
  redirectUris: mapOf(identifier, list(address, 10)),
  accounts: mapOf(
    phone,
    record({ name: personName, documentNumber: optional(documentNumber), assuranceLevel: oneOf('low', 'high') }),
  ),
});
export type ProvincialAppAnswers = Infer<typeof provincialAppAnswersShape>;
export type Account = ProvincialAppAnswers['accounts'][string];
