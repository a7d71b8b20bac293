import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { tell, type TellDeps } from '../notification/index.ts';
import { openReview, type Reviewed } from '../review/index.ts';
import type { ConversionRow, Step } from './store.ts';

type Deps = Pick<NodeContext, 'clock' | 'province' | 'seal'>;

/**
 * Of what a machine has closed, the profile's percentage goes to a reviewer as well. Which ones is settled by a keyed hash of the id:
 * nobody can choose it, and asked again the answer is the same.
 */
export async function openSecondLooks(
  tx: Tx,
  deps: Deps,
  closed: readonly { readonly row: ConversionRow; readonly step: Step }[],
  findings: readonly schemas.ReviewFinding[] = [],
): Promise<void> {
  const dueAt = addSeconds(deps.clock.now(), deps.province.application.secondLookHours * 3600);
  for (const { row, step } of closed) {
    if (!['approved', 'rejected'].includes(step.state) || !isSampled(deps, row)) continue;
    const { person_id: personId, conversion_id: conversionId } = row;
    const division = row.destination_division ?? row.scope;
    await openReview(tx, deps, { personId, conversionId, kind: 'second-look', division, findings, dueAt });
  }
}

function isSampled({ seal, province }: Deps, row: ConversionRow): boolean {
  const percent = province.application.secondLookPercent[row.path as schemas.ConversionPath];
  const drawn = seal.index('application', `second-look:${row.conversion_id}`).readUInt32BE(0) / 2 ** 32;
  return drawn * 100 < percent;
}

/** The person is told that somebody doubts the result, and what she can do; nothing of hers changes by it. */
export async function tellDoubt(tx: Tx, deps: TellDeps, { personId, conversionId, ground }: Reviewed): Promise<void> {
  if (ground !== 'machine-wrong') return;
  await tell(tx, deps, { personId, kind: 'application-doubted', subjectId: conversionId, details: {} });
}
