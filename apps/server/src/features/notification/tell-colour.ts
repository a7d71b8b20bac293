import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import { tellMany, type TellDeps } from './tell.ts';

interface ColourChanged {
  readonly personId: string;
  readonly decisionId: string;
  readonly from: string | null;
  readonly to: string;
}

/** People's colours have changed. That the very first look could not tell yet is no change. */
export function tellColours(tx: Tx, deps: TellDeps, changes: readonly ColourChanged[]): Promise<void> {
  const told = changes.filter(({ from, to }) => from !== null || to !== 'pending');
  return tellMany(
    tx,
    deps,
    told.map(({ personId, decisionId, from, to }) => ({
      personId,
      kind: 'colour-changed',
      subjectId: decisionId,
      details: { from: from as schemas.Colour | null, to: to as schemas.Colour },
    })),
  );
}
