import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ProvincialApp, RealName } from '../features/sign-on/index.ts';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { exchange } from './exchange.ts';
import { createOpenidProvider, type ProviderEndpoint } from './openid-provider.ts';

export interface ProvincialAppEndpoint extends ProviderEndpoint {
  readonly secret: string;
}

const Tokens = Type.Object({
  access_token: Type.String({ minLength: 1, maxLength: 8192 }),
  id_token: Type.String({ minLength: 1, maxLength: 16_384 }),
  token_type: Type.String({ pattern: '^[Bb][Ee][Aa][Rr][Ee][Rr]$' }),
});
const Failure = Type.Object({ error: Type.String() });
const UserInfo = Type.Object({
  sub: Type.String(),
  phone_number: Type.Optional(Type.String({ pattern: '^\\+\\d{6,15}$' })),
  phone_number_verified: Type.Optional(Type.Boolean()),
  verified_claims: Type.Optional(Type.Unknown()),
});
/** OpenID Connect for Identity Assurance 1.0: a name, and the resident identity card by which it was checked. */
const VerifiedClaims = Type.Object({
  verification: Type.Object({
    assurance_level: Type.String({ minLength: 1, maxLength: 64 }),
    evidence: Type.Array(
      Type.Object({
        type: Type.Literal('document'),
        document_details: Type.Object({
          type: Type.Literal('idcard'),
          document_number: Type.String({ minLength: 15, maxLength: 18 }),
        }),
      }),
      { minItems: 1, maxItems: 10 },
    ),
  }),
  claims: Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }) }),
});

/** What of a person is asked for. */
const scope = 'openid phone verified_claims';

/** The app of the province as an OpenID provider: authorization code flow (OpenID Connect Core 1.0) with PKCE (RFC 7636). */
export function connectProvincialApp(clock: Clock, endpoint: ProvincialAppEndpoint): ProvincialApp {
  const provider = createOpenidProvider(clock, endpoint);
  return {
    async addressOf({ redirectUri, state, nonce, codeChallenge }) {
      const url = new URL((await provider.metadata()).authorization_endpoint);
      const asked = {
        response_type: 'code',
        client_id: endpoint.clientId,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },
    async visitorOf({ redirectUri, nonce, code, codeVerifier }) {
      const { token_endpoint: tokenEndpoint, userinfo_endpoint: userinfoEndpoint } = await provider.metadata();
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
      const tokens = await redeem(endpoint, tokenEndpoint, form);
      if (tokens === undefined) return undefined;
      const { sub } = await provider.claimsOf(tokens.id_token, nonce);
      const info = await userInfo(endpoint, userinfoEndpoint, tokens.access_token);
      // Core, section 5.3.2: only what is about the one of the token may be used.
      if (info.sub !== sub) throw new Error('the provider answered about somebody else');
      const identity = realNameOf(info.verified_claims);
      return {
        ...(info.phone_number_verified === true && info.phone_number !== undefined ? { phone: info.phone_number } : {}),
        ...(identity === undefined ? {} : { identity }),
      };
    },
  };
}

/** Tokens for a code; undefined where the provider does not take it. */
async function redeem(endpoint: ProvincialAppEndpoint, address: string, form: Readonly<Record<string, string>>) {
  const { status, text } = await endpoint.timed(() =>
    exchange(new URL(address), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        authorization: basic(endpoint.clientId, endpoint.secret),
      },
      body: new URLSearchParams(form).toString(),
    }),
  );
  const answer: unknown = JSON.parse(text);
  if (status === 400 && Value.Check(Failure, answer) && answer.error === 'invalid_grant') return undefined;
  if (status !== 200) throw new Error(`status ${status}`);
  return expectShape(Tokens, answer);
}

async function userInfo(endpoint: ProvincialAppEndpoint, address: string, accessToken: string) {
  const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` };
  const { status, text } = await endpoint.timed(() => exchange(new URL(address), { method: 'GET', headers }));
  if (status !== 200) throw new Error(`status ${status}`);
  return expectShape(UserInfo, JSON.parse(text));
}

/** Undefined where she was checked in another way, or not at all. */
function realNameOf(verified: unknown): RealName | undefined {
  if (!Value.Check(VerifiedClaims, verified)) return undefined;
  const { verification, claims } = verified;
  const [card] = verification.evidence;
  if (card === undefined) return undefined;
  const documentNumber = card.document_details.document_number.toUpperCase();
  return {
    assuranceLevel: verification.assurance_level,
    claim: { documentType: '10', documentNumber, name: claims.name },
  };
}

/** RFC 6749 §2.3.1: both are encoded as in a form before they are joined. */
function basic(clientId: string, secret: string): string {
  const encoded = [clientId, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}
