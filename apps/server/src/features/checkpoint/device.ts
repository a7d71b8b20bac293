import { sql } from 'kysely';
import { inBatches } from '../../platform/batches.ts';
import type { Db } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { prepared } from '../../platform/prepared.ts';
import { Refusal } from '../../platform/refusal.ts';

interface DeviceRow {
  readonly deviceId: string;
  readonly venueId: string;
  readonly division: string;
  readonly placeType: DevicePrincipal['placeType'];
  readonly publicKey: Buffer;
  readonly revokedAt: Date | null;
}

/** Finds an enrolled device and its venue, the requests of one moment with one statement. Nothing is remembered: revoking works at once. */
export type DeviceReader = (deviceId: string) => Promise<DeviceRow | undefined>;

export function createDeviceReader(db: Db): DeviceReader {
  return inBatches(async (ids) => {
    const { rows } = await sql<DeviceRow>`${prepared}
      with known as materialized (select device_id, venue_id from device_venue where device_id = any(${ids}::uuid[]))
      select device_id as "deviceId", venue_id as "venueId", division, place_type as "placeType", public_key as "publicKey", revoked_at as "revokedAt"
        from known join checkpoint_device using (venue_id, device_id) join venue using (venue_id)`.execute(db);
    const found = new Map(rows.map((row) => [row.deviceId, row]));
    return ids.map((id) => found.get(id));
  });
}

/** The device of a session. @throws Refusal device-revoked */
export async function devicePrincipal(
  deps: { readonly deviceOf: DeviceReader },
  deviceId: string,
): Promise<DevicePrincipal> {
  const row = await deps.deviceOf(deviceId);
  if (row === undefined) throw new Error('a session of a device that is not enrolled');
  if (row.revokedAt !== null) throw new Refusal('device-revoked');
  const { venueId, division, placeType, publicKey } = row;
  return { kind: 'device', deviceId, venueId, division, placeType, publicKey };
}
