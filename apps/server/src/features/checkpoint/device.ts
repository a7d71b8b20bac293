import type { PublicKey } from '@tongxing/codec';
import type { NodeContext } from '../../node-context.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';

type Deps = Pick<NodeContext, 'db'>;

export interface CheckpointDevice {
  readonly venueId: string;
  readonly division: string;
  readonly key: PublicKey;
}

/** The device of a session. @throws Refusal device-revoked */
export async function devicePrincipal(deps: Deps, deviceId: string): Promise<DevicePrincipal> {
  const { venue_id: venueId } = await deps.db
    .selectFrom('device_venue')
    .select('venue_id')
    .where('device_id', '=', deviceId)
    .executeTakeFirstOrThrow();
  const principal: DevicePrincipal = { kind: 'device', deviceId, venueId };
  await findDevice(deps, principal);
  return principal;
}

/** @throws Refusal device-revoked */
export async function findDevice(deps: Deps, { deviceId, venueId }: DevicePrincipal): Promise<CheckpointDevice> {
  const row = await deps.db
    .selectFrom('checkpoint_device')
    .innerJoin('venue', 'venue.venue_id', 'checkpoint_device.venue_id')
    .select(['public_key', 'revoked_at', 'division'])
    .where('checkpoint_device.venue_id', '=', venueId)
    .where('device_id', '=', deviceId)
    .executeTakeFirstOrThrow();
  if (row.revoked_at !== null) throw new Refusal('device-revoked');
  const key = { suite: 'ES256' as const, x: row.public_key.subarray(0, 32), y: row.public_key.subarray(32) };
  return { venueId, division: row.division, key };
}
