import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import type { Db } from '../../platform/db.ts';
import type { AccountPrincipal } from '../../platform/http/principal.ts';
import type { SessionFound } from './session.ts';

/** Whose account it is, the requests of one moment with one statement; null while nobody has been verified. */
export type AccountReader = (accountId: string) => Promise<{ readonly personId: string | null } | undefined>;

export function createAccountReader(db: Db): AccountReader {
  return inBatches(async (accountIds) => {
    const rows = await db
      .selectFrom('account')
      .select(['account_id', 'person_id'])
      .where('account_id', '=', sql<string>`any(${accountIds}::uuid[])`)
      .execute();
    const found = new Map(rows.map((row) => [row.account_id, { personId: row.person_id }]));
    return accountIds.map((accountId) => found.get(accountId));
  });
}

export async function accountPrincipal(
  deps: { readonly accountOf: AccountReader },
  { subjectId: accountId, tokenHash }: SessionFound,
): Promise<AccountPrincipal> {
  const account = await deps.accountOf(accountId);
  if (account === undefined) throw new Error('a session without its account');
  return { kind: 'account', accountId, personId: account.personId, tokenHash };
}
