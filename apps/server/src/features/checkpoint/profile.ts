import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { statusListUris } from '../code/index.ts';
import { heldFallback } from '../fallback/index.ts';
import { foreignListsFor, foreignPollSeconds } from '../foreign-status/index.ts';
import type { BundleReader } from '../policy/index.ts';
import { doorCheck } from '../../door-check.ts';
import { doorRules } from './door-rules.ts';

export async function checkpointProfile(
  deps: NodeContext & { readonly bundleAt: BundleReader },
  device: DevicePrincipal,
): Promise<schemas.CheckpointProfile> {
  const { division, venueId, placeType } = device;
  const now = deps.clock.now();
  const { doors } = await deps.bundleAt(now);
  const { name } = await deps.db
    .selectFrom('venue')
    .select('name')
    .where('venue_id', '=', venueId)
    .executeTakeFirstOrThrow();
  return {
    division,
    venueId,
    venue: { name, placeType },
    check: doorCheck(deps.province, placeType),
    codes: codesOf(deps),
    collection: collectionOf(deps.province, placeType),
    statusLists: await statusListUris(deps),
    rules: doorRules(deps.province, doors, placeType),
    foreignStatusLists: await foreignListsFor(deps, venueId),
    foreignPollSeconds: foreignPollSeconds(deps),
    fallback: await heldFallback(deps.db),
    serverTime: toEdge(now),
  };
}

function collectionOf({ collection: { places, tubeSizes } }: NodeContext['province'], placeType: schemas.PlaceType) {
  return places.includes(placeType) ? { tubeSizes: [...tubeSizes] } : null;
}

/** For what a code of this province is good, and where its citizens' app is. */
export function codesOf({
  province,
  config,
}: Pick<NodeContext, 'province' | 'config'>): schemas.CheckpointProfile['codes'] {
  return { scope: province.code.scope, app: `${config.http.publicUrl.replace(/\/$/, '')}/app/` };
}
