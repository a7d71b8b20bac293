import type { NodeContext } from '../../node-context.ts';
import type { AccountPrincipal, StaffPrincipal } from '../../platform/http/principal.ts';
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

export async function staffPrincipal(deps: Deps, session: SessionFound): Promise<StaffPrincipal> {
  const row = await deps.db
    .selectFrom('staff')
    .select(['role', 'division'])
    .where('staff_id', '=', session.subjectId)
    .executeTakeFirstOrThrow();
  return {
    kind: 'staff',
    staffId: session.subjectId,
    role: row.role as StaffPrincipal['role'],
    division: row.division,
  };
}
