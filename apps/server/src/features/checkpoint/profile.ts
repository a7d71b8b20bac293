import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { statusListUris } from '../code/index.ts';
import { heldFallback } from '../fallback/index.ts';
import { foreignListsFor, foreignPollSeconds } from '../foreign-status/index.ts';
import type { BundleReader } from '../policy/index.ts';
import { doorRules } from './door-rules.ts';

export async function checkpointProfile(
  deps: NodeContext & { readonly bundleAt: BundleReader },
  device: DevicePrincipal,
): Promise<schemas.CheckpointProfile> {
  const { division, venueId, placeType } = device;
  const now = deps.clock.now();
  const { doors } = await deps.bundleAt(now);
  return {
    division,
    venueId,
    statusLists: await statusListUris(deps),
    rules: doorRules(deps.province, doors, placeType),
    foreignStatusLists: await foreignListsFor(deps, venueId),
    foreignPollSeconds: foreignPollSeconds(deps),
    fallback: await heldFallback(deps.db),
    serverTime: toEdge(now),
  };
}
