import type { VerificationRules } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import type { ProvinceProfile } from '../../province.ts';
import { statusListUris } from '../code/index.ts';

export function verificationRules(province: ProvinceProfile): VerificationRules {
  const { displayPastSeconds, displayFutureSeconds, asOfLimitSeconds, staleDisplay, foreignGreen } =
    province.checkpoint;
  return {
    displayPast: displayPastSeconds,
    displayFuture: displayFutureSeconds,
    asOfLimit: asOfLimitSeconds,
    staleDisplay,
    foreignGreen,
  };
}

export async function checkpointProfile(
  deps: NodeContext,
  device: DevicePrincipal,
): Promise<schemas.CheckpointProfile> {
  const { division, venueId } = device;
  return {
    division,
    venueId,
    statusLists: await statusListUris(deps),
    rules: verificationRules(deps.province),
    serverTime: toEdge(deps.clock.now()),
  };
}
