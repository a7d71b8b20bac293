import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readClaim } from './claim.ts';
import { documentsOf } from './documents.ts';

/** Whom a phone's account belongs to, beside somebody who is said to have it now: her, nobody yet, or somebody by another document. */
export async function isVerifiedAs(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>,
  accountId: string,
  typed: schemas.IdentityClaim,
): Promise<'the same' | 'nobody' | 'another document'> {
  const account = await deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (account.person_id === null) return 'nobody';
  const asked = keyOf(deps, typed);
  const held = await documentsOf(deps.db, deps, account.person_id);
  return held.some((each) => people.documentKey(each) === asked) ? 'the same' : 'another document';
}

/** Undefined for what is no document at all. */
function keyOf(deps: Pick<NodeContext, 'clock'>, typed: schemas.IdentityClaim): string | undefined {
  try {
    return people.documentKey(readClaim(deps, typed));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
