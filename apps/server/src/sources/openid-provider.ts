import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { Type, type Static } from 'typebox';
import { addSeconds, type Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { exchange } from './exchange.ts';

export interface ProviderEndpoint {
  readonly issuer: string;
  readonly clientId: string;
  /** Measures a question to it. */
  timed<T>(question: () => Promise<T>): Promise<T>;
}

const Address = Type.String({ pattern: '^https?://[^\\s#]+$', maxLength: 1024 });
/** What is used of OpenID Connect Discovery 1.0, section 3. */
const Metadata = Type.Object({
  issuer: Type.String(),
  authorization_endpoint: Address,
  token_endpoint: Address,
  userinfo_endpoint: Address,
  jwks_uri: Address,
});
export type Metadata = Static<typeof Metadata>;
const Keys = Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() }), { maxItems: 50 }) });

/** Signatures by a key of the provider; what bears none, or one made with the client's secret, is not believed. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const toleratedSeconds = 30;
/** Older than this, and it was not made for who has just come back. */
const oldestSeconds = 600;
const keptSeconds = 3600;
/** A key that is not known is asked for at most so often, whoever names it. */
const againSeconds = 30;

export interface OpenidProvider {
  metadata(): Promise<Metadata>;
  /** The claims of an identity token that the provider has signed for this client and this sign-on. @throws Error for any other */
  claimsOf(idToken: string, nonce: string): Promise<JWTPayload & { readonly sub: string }>;
}

/** An OpenID provider by its issuer: what it publishes about itself, and its keys, which it may renew at any time. */
export function createOpenidProvider(clock: Clock, endpoint: ProviderEndpoint): OpenidProvider {
  const { issuer, clientId } = endpoint;
  const get = async (url: string) => {
    const { status, text } = await endpoint.timed(() => exchange(new URL(url), { method: 'GET', headers: {} }));
    if (status !== 200) throw new Error(`status ${status}`);
    return JSON.parse(text) as unknown;
  };
  const metadata = kept(clock, async () => {
    const published = expectShape(Metadata, await get(`${issuer}/.well-known/openid-configuration`));
    if (published.issuer !== issuer) throw new Error('the provider calls itself otherwise');
    const { protocol } = new URL(issuer);
    const { authorization_endpoint: a, token_endpoint: t, userinfo_endpoint: u, jwks_uri: k } = published;
    if ([a, t, u, k].some((address) => new URL(address).protocol !== protocol)) {
      throw new Error('a part of the provider is reached otherwise than the provider');
    }
    return published;
  });
  const keys = kept(clock, async () => {
    const set = expectShape(Keys, await get((await metadata.get()).jwks_uri));
    return createLocalJWKSet(set);
  });
  const verify = async (idToken: string) =>
    jwtVerify(idToken, await keys.get(), {
      algorithms,
      issuer,
      audience: clientId,
      requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
      currentDate: clock.now(),
      clockTolerance: toleratedSeconds,
      maxTokenAge: oldestSeconds,
    });
  return {
    metadata: () => metadata.get(),
    async claimsOf(idToken, nonce) {
      const { payload } = await verify(idToken).catch((error: unknown) => {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !keys.drop(againSeconds)) throw error;
        return verify(idToken);
      });
      // Section 3.1.3.7 of the core: for several, it must have been issued to this one.
      if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload['azp'] !== clientId) {
        throw new Error('the token was issued to another client');
      }
      if (payload['azp'] !== undefined && payload['azp'] !== clientId) {
        throw new Error('the token was issued to another client');
      }
      if (payload['nonce'] !== nonce) throw new Error('the token is of another sign-on');
      const { sub } = payload;
      if (typeof sub !== 'string' || sub === '') throw new Error('the token names nobody');
      return { ...payload, sub };
    },
  };
}

/** Asked for when it is needed, by one caller at a time, and kept for a while. */
function kept<T>(clock: Clock, read: () => Promise<T>) {
  let held: { readonly value: T; readonly at: Date } | undefined;
  let reading: Promise<T> | undefined;
  const renew = async () => {
    const value = await read();
    held = { value, at: clock.now() };
    return value;
  };
  return {
    async get(): Promise<T> {
      if (held !== undefined && clock.now() < addSeconds(held.at, keptSeconds)) return held.value;
      reading ??= renew().finally(() => (reading = undefined));
      return reading;
    },
    /** False where it has only just been read. */
    drop(youngestSeconds: number): boolean {
      if (held === undefined || clock.now() < addSeconds(held.at, youngestSeconds)) return false;
      held = undefined;
      return true;
    },
  };
}
