import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { Platform } from '../channel/index.ts';
import type { Template } from './kinds.ts';
import type { MessageChannels } from './ports.ts';

const platforms: readonly Platform[] = ['wechat', 'alipay'];
/** More than this nobody means. */
const most = 1000;

/** One message brought; `all`: the platform says that she takes none any more. */
export interface Used {
  readonly accountId: string;
  readonly channel: Platform;
  readonly template: Template;
  readonly all: boolean;
}

/** Counts messages that were brought. The platform counts for itself: where the two differ, its refusal sets this count right. */
export async function useSubscriptions(tx: Tx, used: readonly Used[]): Promise<void> {
  if (used.length === 0) return;
  const counts = Map.groupBy(used, ({ accountId, channel, template }) => `${accountId} ${channel} ${template}`);
  const rows = [...counts.values()].map((same) => ({
    ...same[0]!,
    count: same.some(({ all }) => all) ? most : same.length,
  }));
  await sql`
    update channel_subscription as s set remaining = greatest(0, s.remaining - t.used)
      from unnest(${rows.map((row) => row.accountId)}::uuid[], ${rows.map((row) => row.channel)}::text[],
                  ${rows.map((row) => row.template)}::text[], ${rows.map((row) => row.count)}::int[])
        as t (account_id, channel, template, used)
     where s.account_id = t.account_id and s.channel = t.channel and s.template = t.template`.execute(tx);
}

type Deps = Pick<NodeContext, 'db'> & { readonly channels: MessageChannels };

/** Adds what the person has just granted in the mini-program. */
export async function grantSubscriptions(
  deps: Deps,
  accountId: string,
  { channel, granted }: schemas.SubscriptionGrant,
): Promise<schemas.Subscriptions> {
  await transact(deps.db, async (tx) => {
    for (const { template, count } of granted) {
      await tx
        .insertInto('channel_subscription')
        .values({ account_id: accountId, channel, template, remaining: count })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'channel', 'template']).doUpdateSet((e) => ({
            remaining: sql<number>`least(${most}::int, ${e.ref('channel_subscription.remaining')} + ${count}::int)`,
          })),
        )
        .execute();
    }
  });
  return listSubscriptions(deps, accountId);
}

/** Every template that a platform has, with what the platform calls it and how many are left. */
export async function listSubscriptions(deps: Deps, accountId: string): Promise<schemas.Subscriptions> {
  const rows = await deps.db
    .selectFrom('channel_subscription')
    .select(['channel', 'template', 'remaining'])
    .where('account_id', '=', accountId)
    .execute();
  const subscriptions = platforms.flatMap((channel) =>
    (Object.entries(deps.channels[channel].templateIds) as [Template, string][]).map(([template, templateId]) => ({
      channel,
      template,
      templateId,
      remaining: rows.find((row) => row.channel === channel && row.template === template)?.remaining ?? 0,
    })),
  );
  return { subscriptions };
}
