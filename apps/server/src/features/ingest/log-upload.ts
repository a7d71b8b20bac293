import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';
import type { UploadNamed } from './upload-store.ts';

/** Who uploaded what for where, and what became of its rows: public, so that nobody can colour people by a table unseen. */
export async function logUpload(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  staff: StaffPrincipal,
  { uploadId, kind, division }: UploadNamed,
  counts: schemas.UploadCounts,
): Promise<void> {
  await appendEntry(tx, deps, {
    kind: 'upload',
    at: toEdge(deps.clock.now()),
    upload: uploadId,
    table: kind,
    division,
    by: pseudonymOf(deps, 'staff', staff.staffId),
    counts,
  });
}
