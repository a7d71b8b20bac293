import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { sha256 } from '../../platform/ids.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** As long as a consent is good for at most provinces: she may come back to the mini-program the next morning. */
const keptSeconds = 86_400;

/**
 * A mini-program cannot open the page of another province: she agrees in a browser, which is sent back here and has no use for the code.
 * It lies here under the challenge that the mini-program has made. Without the verifier, which never left the mini-program, the code
 * opens nothing; so nobody is asked who leaves it. Who agrees once more has the newer one count.
 */
export async function leaveConsentReturn(
  { db, clock }: Deps,
  { codeChallenge, authorizationCode }: schemas.ConsentReturn,
): Promise<void> {
  const left = { authorization_code: authorizationCode, expires_at: addSeconds(clock.now(), keptSeconds) };
  await db
    .insertInto('consent_return')
    .values({ code_challenge: codeChallenge, ...left })
    .onConflict((conflict) => conflict.column('code_challenge').doUpdateSet(left))
    .execute();
}

/** For who has the verifier; as often as it takes, since an answer can be lost on its way. Null while there is nothing. */
export async function takeConsentReturn(
  { db, clock }: Deps,
  codeVerifier: string,
): Promise<{ authorizationCode: string | null }> {
  const left = await db
    .selectFrom('consent_return')
    .select('authorization_code')
    .where('code_challenge', '=', sha256(codeVerifier).toString('base64url'))
    .where('expires_at', '>', clock.now())
    .executeTakeFirst();
  return { authorizationCode: left?.authorization_code ?? null };
}
