import type { NodeContext } from '../../node-context.ts';
import type { AccountPrincipal } from '../../platform/http/principal.ts';
import type { SessionFound } from './session.ts';

type Deps = Pick<NodeContext, 'db'>;

export async function accountPrincipal(deps: Deps, session: SessionFound): Promise<AccountPrincipal> {
  const row = await deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', session.subjectId)
    .executeTakeFirstOrThrow();
  return { kind: 'account', accountId: session.subjectId, personId: row.person_id, tokenHash: session.tokenHash };
}
