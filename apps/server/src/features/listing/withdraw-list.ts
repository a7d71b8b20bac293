import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { endList } from './carry-out.ts';
import { requireList } from './stored-list.ts';

/**
 * One person suffices to take a list back: lifting is easier than putting. Everybody on it is decided anew.
 * @throws Refusal not-found, list-closed for a list that is not in force
 */
export function withdrawList(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>,
  staff: StaffPrincipal,
  listId: string,
): Promise<{ listId: string; state: schemas.ListState }> {
  return transact(deps.db, async (tx) => {
    const list = await requireList(tx, staff, listId);
    if (list.state !== 'in-force') throw new Refusal('list-closed');
    await endList(tx, deps, list, { state: 'withdrawn', by: staff.staffId });
    return { listId, state: 'withdrawn' as const };
  });
}
