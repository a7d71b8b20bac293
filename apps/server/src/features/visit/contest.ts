import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { changeVisit, describeVisit, type StoreDeps, visitsOf } from './stored.ts';

/**
 * "That was not me." Nothing has to be shown and nobody decides: the visit stays visible to her, marked, until it is destroyed, and
 * stands for nothing. @throws Refusal not-found
 */
export async function contestVisit(
  deps: StoreDeps & Pick<NodeContext, 'db'>,
  personId: string,
  visitId: string,
): Promise<schemas.Visit> {
  return transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const visit = (await visitsOf(tx, deps, personId)).find((one) => one.visit_id === visitId);
    if (visit === undefined) throw new Refusal('not-found');
    const contestedAt = visit.contested_at ?? deps.clock.now();
    // Said twice it was said the first time.
    return describeVisit(deps, await changeVisit(tx, visit, { contested_at: contestedAt }));
  });
}
