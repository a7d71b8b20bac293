import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { transact } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  accountOfPhone,
  isVerifiedAs,
  openSession,
  verifyIdentity,
  type FaceStep,
  type Registries,
} from '../identity/index.ts';
import { answerOf, nonceOf, requireApp, returnAddress, type SignOnDeps } from './begin.ts';
import type { RealName } from './ports.ts';

type Deps = SignOnDeps & Registries & FaceStep;

/**
 * Signs in who has come back from the app of her province, by the phone that it has checked; and, where the province holds its check of
 * her name good enough, has her identity confirmed by the registry like one that was typed.
 * @throws Refusal not-found, sign-on-ended, sign-on-unavailable, sign-on-phone-required, sign-on-other-person, registry-unavailable
 */
export async function finishSignOn(deps: Deps, came: schemas.SignOnReturn): Promise<schemas.Session> {
  const app = requireApp(deps);
  await useUp(deps, came);
  const { code, codeVerifier, state } = came;
  const asked = { redirectUri: returnAddress(deps), nonce: nonceOf(deps, state), code, codeVerifier };
  const visitor = await answerOf(app.visitorOf(asked));
  if (visitor === undefined) throw new Refusal('sign-on-ended');
  const { phone, identity } = visitor;
  if (!Value.Check(schemas.Phone, phone)) throw new Refusal('sign-on-phone-required');
  const accountId = await transact(deps.db, (tx) => accountOfPhone(tx, deps, phone));
  if (identity !== undefined) await settle(deps, accountId, identity);
  return transact(deps.db, (tx) => openSession(tx, deps.clock.now(), 'account', accountId));
}

/** Each sign-on is finished once at most, whatever comes of it, and by who began it. @throws Refusal sign-on-ended */
async function useUp({ db, clock }: Deps, { state, codeVerifier }: schemas.SignOnReturn): Promise<void> {
  const begun = await db
    .deleteFrom('sign_on')
    .where('state_hash', '=', sha256(state))
    .returning(['code_challenge', 'expires_at'])
    .executeTakeFirst();
  if (begun === undefined || begun.expires_at <= clock.now()) throw new Refusal('sign-on-ended');
  if (sha256(codeVerifier).toString('base64url') !== begun.code_challenge) throw new Refusal('sign-on-ended');
}

/** What stands in the way of a name, and not of signing in by the phone: she is asked for it on the page for that, as everybody. */
const forLater: readonly string[] = [
  'identity-mismatch',
  'verification-limit',
  'document-number-invalid',
  'name-invalid',
  'registry-unavailable',
  'face-required',
];

/**
 * Makes the account hers, as the provider says who she is. An account that is somebody's already is opened to nobody else: who has the
 * number of another person now does not get that person's code with it.
 */
async function settle(deps: Deps, accountId: string, { assuranceLevel, claim }: RealName): Promise<void> {
  if (deps.province.signOn?.assuranceLevels.includes(assuranceLevel) !== true) return;
  const standing = await isVerifiedAs(deps, accountId, claim);
  if (standing === 'the same') return;
  try {
    await verifyIdentity(deps, accountId, claim);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (standing === 'nobody' && forLater.includes(error.code)) return;
    // Another document of hers may be what she came with: only the registry can tell, and it does not answer.
    if (error.code === 'registry-unavailable') throw error;
    throw new Refusal('sign-on-other-person');
  }
}
