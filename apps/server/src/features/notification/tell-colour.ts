import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import { tell, type TellDeps } from './tell.ts';

/** A person's colour has changed. That the very first look could not tell yet is no change. */
export async function tellColour(
  tx: Tx,
  deps: TellDeps,
  change: { personId: string; decisionId: string; from: string | null; to: string },
): Promise<void> {
  const { personId, decisionId } = change;
  const [from, to] = [change.from, change.to] as [schemas.Colour | null, schemas.Colour];
  if (from === null && to === 'pending') return;
  await tell(tx, deps, { personId, kind: 'colour-changed', subjectId: decisionId, details: { from, to } });
}
