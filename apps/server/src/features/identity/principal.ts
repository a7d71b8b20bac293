import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import type { Db } from '../../platform/db.ts';
import type { AccountPrincipal } from '../../platform/http/principal.ts';
import { prepared } from '../../platform/prepared.ts';
import type { SessionFound } from './session.ts';

/** Whose account it is, the requests of one moment with one statement; null while nobody has been verified. */
export type AccountReader = (accountId: string) => Promise<{ readonly personId: string | null } | undefined>;

export function createAccountReader(db: Db): AccountReader {
  return inBatches(async (accountIds) => {
    const { rows } = await sql<{ accountId: string; personId: string | null }>`${prepared}
      select account_id as "accountId", person_id as "personId" from account where account_id = any(${accountIds}::uuid[])`.execute(
      db,
    );
    const found = new Map(rows.map(({ accountId, personId }) => [accountId, { personId }]));
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
