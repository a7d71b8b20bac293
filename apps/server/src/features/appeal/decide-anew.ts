import type { Tx } from '../../platform/db.ts';
import { decidePeople } from '../decision/index.ts';
import type { schemas } from '@tongxing/contract';
import type { AppealDeps } from './deps.ts';

/** Decides on the person from what is stored now, in this transaction: what was cleared shows at once. Answers the colour. */
export async function decideAnew(tx: Tx, deps: AppealDeps, personId: string): Promise<schemas.Colour> {
  const judged = await decidePeople(tx, deps, [personId]);
  return judged.get(personId)?.decision?.colour ?? 'pending';
}
