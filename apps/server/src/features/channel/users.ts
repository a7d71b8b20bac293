import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { Platform } from './ports.ts';

type Deps = Pick<NodeContext, 'seal' | 'clock'>;

/** The account that a platform's user signed in to before. */
export async function accountOfUser(
  read: Read,
  deps: Deps,
  channel: Platform,
  user: string,
): Promise<string | undefined> {
  const row = await read
    .selectFrom('channel_account')
    .select('account_id')
    .where('user_index', '=', indexOf(deps, channel, user))
    .executeTakeFirst();
  return row?.account_id;
}

/** Ties a platform's user to an account. Either may have been tied to another before: then it is no longer. */
export async function linkUser(
  tx: Tx,
  deps: Deps,
  { accountId, channel, user }: { accountId: string; channel: Platform; user: string },
): Promise<void> {
  const userIndex = indexOf(deps, channel, user);
  const earlier = await tx
    .selectFrom('channel_identity')
    .select('user_index')
    .where('account_id', '=', accountId)
    .where('channel', '=', channel)
    .executeTakeFirst();
  if (earlier !== undefined && !earlier.user_index.equals(userIndex)) {
    await tx.deleteFrom('channel_account').where('user_index', '=', earlier.user_index).execute();
  }
  const before = await accountOfUser(tx, deps, channel, user);
  if (before !== undefined && before !== accountId) {
    await tx.deleteFrom('channel_identity').where('account_id', '=', before).where('channel', '=', channel).execute();
  }
  const linked = {
    user_sealed: deps.seal.seal('channel-user', user),
    user_index: userIndex,
    linked_at: deps.clock.now(),
  };
  await tx
    .insertInto('channel_identity')
    .values({ account_id: accountId, channel, ...linked })
    .onConflict((conflict) => conflict.columns(['account_id', 'channel']).doUpdateSet(linked))
    .execute();
  await tx
    .insertInto('channel_account')
    .values({ user_index: userIndex, account_id: accountId })
    .onConflict((conflict) => conflict.column('user_index').doUpdateSet({ account_id: accountId }))
    .execute();
}

export interface ChannelUser {
  readonly accountId: string;
  readonly channel: Platform;
  readonly user: string;
}

/** Who accounts are on the platforms. */
export async function usersOf(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  accountIds: readonly string[],
): Promise<ChannelUser[]> {
  if (accountIds.length === 0) return [];
  const rows = await read
    .selectFrom('channel_identity')
    .select(['account_id', 'channel', 'user_sealed'])
    .where('account_id', 'in', [...accountIds])
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    channel: row.channel as Platform,
    user: deps.seal.open('channel-user', row.user_sealed),
  }));
}

function indexOf(deps: Pick<NodeContext, 'seal'>, channel: Platform, user: string): Buffer {
  return deps.seal.index('channel-user', `${channel}:${user}`);
}
