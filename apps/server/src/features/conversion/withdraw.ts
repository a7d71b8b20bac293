import type { schemas } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { endReviews } from '../review/index.ts';
import { showConversion, type ShowDeps } from './show.ts';
import { findConversion, type StepDeps, takeSteps } from './store.ts';

/** @throws Refusal not-found, conversion-finished */
export async function withdrawConversion(
  deps: ShowDeps & StepDeps,
  personId: string,
  conversionId: string,
): Promise<schemas.Conversion> {
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    if ((await findConversion(tx, personId, conversionId)) === undefined) throw new Refusal('not-found');
    const withdrawn = { personId, conversionId, state: 'withdrawn', cause: null, dueAt: null } as const;
    if ((await takeSteps(tx, deps, [withdrawn])).size === 0) throw new Refusal('conversion-finished');
    await endReviews(tx, deps, { personId, conversionId });
  });
  return showConversion(deps, personId, conversionId);
}
