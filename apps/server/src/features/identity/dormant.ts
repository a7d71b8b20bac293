import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';

/**
 * Has nobody used this account for as long as the profile says? Then its phone may have been given to somebody else. An account with
 * a session that is in force is in use, however long ago it signed in.
 */
export async function isDormant(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'province'>,
  accountId: string,
): Promise<boolean> {
  const now = deps.clock.now();
  const account = await tx
    .selectFrom('account')
    .select(['last_sign_in_at', 'created_at'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const last = account.last_sign_in_at ?? account.created_at;
  if (last > addSeconds(now, -deps.province.phone.dormantDays * 86_400)) return false;
  const session = await tx
    .selectFrom('session')
    .select('expires_at')
    .where('subject_id', '=', accountId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return session === undefined;
}
