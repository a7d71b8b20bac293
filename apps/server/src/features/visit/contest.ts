import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { isImpossible } from './record.ts';
import { changeVisit, describeVisit, type StoreDeps, type StoredVisit, visitsOf } from './stored.ts';

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
    const visits = await visitsOf(tx, deps, personId);
    const visit = visits.find((one) => one.visit_id === visitId);
    if (visit === undefined) throw new Refusal('not-found');
    // Said twice it was said the first time.
    if (visit.contested_at !== null) return describeVisit(deps, visit);
    const contested = await changeVisit(tx, visit, { contested_at: deps.clock.now() });
    const stand = visits.filter((one) => one !== visit && one.contested_at === null);
    await settleDoubts(tx, deps, stand);
    return describeVisit(deps, contested);
  });
}

/** What was doubtful beside the contested one alone is so no longer. */
async function settleDoubts(tx: Tx, { province }: StoreDeps, stand: readonly StoredVisit[]): Promise<void> {
  const { doubtMinutes } = province.visits;
  for (const visit of stand) {
    const isStill = stand.some((other) => isImpossible(doubtMinutes, visit, other));
    if (visit.doubtful && !isStill) await changeVisit(tx, visit, { doubtful: false });
  }
}
