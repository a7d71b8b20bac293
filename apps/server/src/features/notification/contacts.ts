import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { usersOf, type Platform } from '../channel/index.ts';
import { accountsOfPersons } from '../identity/index.ts';
import type { Template } from './kinds.ts';

/** Where a person can be reached. */
export interface Contact {
  readonly phone: string | null;
  readonly accountId: string | null;
  readonly users: Partial<Record<Platform, string>>;
  /** Messages that a platform may still bring, by {@link subscriptionKey}. */
  readonly subscriptions: ReadonlyMap<string, number>;
}

export function subscriptionKey(channel: Platform, template: Template): string {
  return `${channel} ${template}`;
}

/** The contacts of many people at once, in one round of questions. */
export async function contactsOf(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  personIds: readonly string[],
): Promise<Map<string, Contact>> {
  const persons = await accountsOfPersons(read, deps, [...new Set(personIds)]);
  const accountIds = persons.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const users = Map.groupBy(await usersOf(read, deps, accountIds), ({ accountId }) => accountId);
  const granted = Map.groupBy(await subscriptionsOf(read, accountIds), ({ account_id: accountId }) => accountId);
  return new Map(
    persons.map(({ personId, accountId, phone }) => [
      personId,
      {
        phone,
        accountId,
        users: Object.fromEntries((users.get(accountId ?? '') ?? []).map(({ channel, user }) => [channel, user])),
        subscriptions: new Map(
          (granted.get(accountId ?? '') ?? []).map((row) => [
            subscriptionKey(row.channel as Platform, row.template as Template),
            row.remaining,
          ]),
        ),
      },
    ]),
  );
}

async function subscriptionsOf(read: Read, accountIds: readonly string[]) {
  if (accountIds.length === 0) return [];
  return read
    .selectFrom('channel_subscription')
    .selectAll()
    .where('account_id', 'in', [...accountIds])
    .where('remaining', '>', 0)
    .execute();
}
