import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { ReleaseRow } from '../policy/index.ts';
import { appendEntry } from '../transparency/index.ts';

export type ReleaseEvent = 'drafted' | 'changed' | 'proposed' | 'approved' | 'in-force' | 'rolled-back';

/** A release in the log: by its hash from the first draft on; which packs it holds is said once it is approved. */
export async function logRelease(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  event: ReleaseEvent,
  release: Pick<ReleaseRow, 'release_id' | 'division' | 'content' | 'content_hash'>,
  more: { readonly effectiveAt?: Date; readonly approval?: string; readonly instead?: string } = {},
): Promise<void> {
  const isPublic = event !== 'drafted' && event !== 'changed' && event !== 'proposed';
  await appendEntry(tx, deps, {
    kind: 'policy-release',
    at: toEdge(deps.clock.now()),
    event,
    release: release.release_id,
    division: release.division,
    sha256: release.content_hash.toString('base64url'),
    packs: isPublic ? release.content.packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })) : null,
    effectiveAt: toEdgeOrNull(more.effectiveAt ?? null),
    approval: more.approval ?? null,
    instead: more.instead ?? null,
  });
}
