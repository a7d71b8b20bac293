import { createHash, timingSafeEqual } from 'node:crypto';
import { Plain, route, type Definition, type Surroundings } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { admission } from './admission.ts';
import { consentPage, strangerPage } from './consent-page.ts';
import { Ledger } from './ledger.ts';
import {
  authorisationShape,
  consentShape,
  nothingShape,
  provincialAppAnswersShape,
  tokenRequestShape,
  type Account,
  type Authorisation,
  type ProvincialAppAnswers,
} from './shapes.ts';

/** The app of a province as an OpenID provider: authorization code flow with PKCE, real names as in Identity Assurance. */
export const provincialApp: Definition<ProvincialAppAnswers> = {
  name: 'provincial-app',
  canDouble: false,
  answersShape: provincialAppAnswersShape,
  noAnswers: { redirectUris: {}, accounts: {} },
  admission,
  open(surroundings, memory) {
    const { answers, now, keep } = surroundings;
    const ledger = new Ledger(memory);
    const isRegistered = ({ client_id: clientId, redirect_uri: redirectUri }: Authorisation) =>
      Object.hasOwn(answers().redirectUris, clientId) && answers().redirectUris[clientId]!.includes(redirectUri);
    return {
      routes: {
        'GET /.well-known/openid-configuration': route(nothingShape, ({ host }) => metadata(`http://${host}`)),
        'GET /jwks': route(nothingShape, async () => {
          await keep();
          return ledger.keys;
        }),
        'GET /authorize': route(authorisationShape, (asked) =>
          isRegistered(asked) ? consentPage(asked, answers().accounts) : strangerPage(),
        ),
        'POST /authorize': route(consentShape, async ({ decision, phone, ...asked }) => {
          if (!isRegistered(asked)) return strangerPage();
          const { client_id: clientId, redirect_uri: redirectUri, state, nonce, code_challenge: challenge } = asked;
          if (decision === 'decline' || phone === undefined || !Object.hasOwn(answers().accounts, phone)) {
            return backTo(redirectUri, { error: 'access_denied', state });
          }
          const code = ledger.grant({ clientId, phone, redirectUri, nonce, challenge }, now());
          await keep();
          return backTo(redirectUri, { code, state });
        }),
        'POST /token': route(tokenRequestShape, async ({ host, authorization, ...asked }) => {
          const clientId = clientOf(surroundings, authorization);
          const grant = ledger.useCode(asked.code, now());
          const isRight =
            grant !== undefined &&
            grant.clientId === clientId &&
            grant.redirectUri === asked.redirect_uri &&
            grant.challenge === createHash('sha256').update(asked.code_verifier).digest('base64url');
          if (!isRight) throw new Refusal(400, 'grant-invalid', 'The code is not valid.');
          const { accessToken, expiresIn } = ledger.tokenFor(grant.phone, now());
          const iat = Math.floor(now() / 1000);
          const [iss, sub] = [`http://${host}`, ledger.subjectOf(grant.phone)];
          const claims = { iss, aud: clientId, sub, nonce: grant.nonce, iat, exp: iat + expiresIn };
          await keep();
          const tokens = { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn };
          return { ...tokens, id_token: ledger.signed(claims) };
        }),
        'GET /userinfo': route(nothingShape, ({ authorization = '' }) => {
          const phone = ledger.ownerOf(authorization.replace(/^Bearer /, ''), now());
          const account = phone === undefined ? undefined : answers().accounts[phone];
          if (phone === undefined || account === undefined) {
            throw new Refusal(401, 'token-invalid', 'The token is not valid.');
          }
          const known = { sub: ledger.subjectOf(phone), phone_number: `+86${phone}`, phone_number_verified: true };
          return { ...known, ...verifiedClaims(account) };
        }),
      },
      memory: () => ledger.memory,
    };
  },
};

/** OpenID Connect Discovery 1.0, section 3. */
function metadata(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    verified_claims_supported: true,
  };
}

function backTo(redirectUri: string, parameters: Readonly<Record<string, string>>): Plain {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return new Plain(303, { location: url.href, 'cache-control': 'no-store' }, '');
}

/** The client, by its secret in the manner of RFC 6749 §2.3.1. @throws Refusal where that is nobody */
function clientOf({ secretOf }: Pick<Surroundings<unknown>, 'secretOf'>, authorization = ''): string {
  const given = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
  const [clientId = '', secret = ''] = given.split(':').map((part) => new URLSearchParams(`=${part}`).get('') ?? '');
  const expected = Buffer.from(secretOf(clientId) ?? '');
  const is = expected.length > 0 && expected.length === Buffer.byteLength(secret);
  if (!is || !timingSafeEqual(expected, Buffer.from(secret))) {
    throw new Refusal(401, 'client-wrong', 'This is no client of this app.');
  }
  return clientId;
}

/** OpenID Connect for Identity Assurance 1.0: the name, and the card by which it was checked. */
function verifiedClaims({ name, documentNumber, assuranceLevel }: Account): object {
  if (documentNumber === undefined) return {};
  const details = { type: 'idcard', document_number: documentNumber, issuer: { country_code: 'CHN' } };
  const verification = {
    trust_framework: 'cn_real_name',
    assurance_level: assuranceLevel,
    evidence: [{ type: 'document', document_details: details }],
  };
  return { verified_claims: { verification, claims: { name } } };
}
