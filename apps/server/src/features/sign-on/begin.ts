import type { schemas } from '@tongxing/contract';
import type { Static } from 'typebox';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ProvincialApp } from './ports.ts';

export interface SignOnDeps extends NodeContext {
  /** Absent where the province has none. */
  readonly provincialApp: ProvincialApp | undefined;
}

/** Time to sign in over there, and to agree. */
const validSeconds = 600;

/**
 * Begins a sign-on: authorization code with PKCE. The challenge is of a verifier that stays on the phone, and is the provider's and this
 * node's at once; so the code is of use to who began, wherever it is read on its way. @throws Refusal not-found, sign-on-unavailable
 */
export async function beginSignOn(
  deps: SignOnDeps,
  codeChallenge: string,
): Promise<Static<typeof schemas.SignOnBegun>> {
  const app = requireApp(deps);
  const state = newSecret();
  const asked = { redirectUri: returnAddress(deps), state, nonce: nonceOf(deps, state), codeChallenge };
  const address = await answerOf(app.addressOf(asked));
  const expiresAt = addSeconds(deps.clock.now(), validSeconds);
  await deps.db
    .insertInto('sign_on')
    .values({ state_hash: sha256(state), code_challenge: codeChallenge, expires_at: expiresAt })
    .execute();
  return { address, state, expiresAt: toEdge(expiresAt) };
}

/** @throws Refusal not-found where the province has no such app */
export function requireApp({ province, provincialApp }: SignOnDeps): ProvincialApp {
  if (province.signOn === null || provincialApp === undefined) throw new Refusal('not-found');
  return provincialApp;
}

/** The citizen's app, where the provider sends her back to. */
export function returnAddress({ config }: Pick<SignOnDeps, 'config'>): string {
  return `${config.http.publicUrl}/app/`;
}

/** Follows from the state by a key that only the node has: what was not begun here cannot bear it. */
export function nonceOf({ seal }: Pick<SignOnDeps, 'seal'>, state: string): string {
  return seal.index('sign-on', state).toString('base64url');
}

export async function answerOf<T>(asked: Promise<T>): Promise<T> {
  return asked.catch(() => {
    throw new Refusal('sign-on-unavailable', { retryAfterSeconds: 5 });
  });
}
