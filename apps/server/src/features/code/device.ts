import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { supersedeStrips } from './supersede.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config'>;

/**
 * Counts a device among the person's. A phone that shows its owner's code and her child's is a device of both; each is counted for
 * itself, and guardians' phones beside the person's own.
 * @throws Refusal too-many-devices, also for one that was removed before
 */
export async function claimDevice(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'province'>,
  personId: string,
  { deviceId, addedBy }: { readonly deviceId: string; readonly addedBy: string | null },
): Promise<void> {
  const now = deps.clock.now();
  const devices = await tx.selectFrom('holder_device').selectAll().where('person_id', '=', personId).execute();
  const known = devices.find((device) => device.device_id === deviceId);
  const inUse = devices.filter((device) => device.removed_at === null && device.added_by === addedBy).length;
  if (
    (known !== undefined && known.removed_at !== null) ||
    (known === undefined && inUse >= deps.province.code.devicesPerPerson)
  ) {
    throw new Refusal('too-many-devices');
  }
  await tx
    .insertInto('holder_device')
    .values({ person_id: personId, device_id: deviceId, added_at: now, last_seen_at: now, added_by: addedBy })
    .onConflict((conflict) => conflict.columns(['person_id', 'device_id']).doUpdateSet({ last_seen_at: now }))
    .execute();
}

/** The devices that count for a person, the one used last first. */
export async function listDevices(deps: Pick<Deps, 'db' | 'province'>, personId: string): Promise<schemas.Devices> {
  const rows = await deps.db
    .selectFrom('holder_device')
    .selectAll()
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return {
    most: deps.province.code.devicesPerPerson,
    devices: rows.map((row) => ({
      deviceId: row.device_id,
      addedAt: toEdge(row.added_at),
      lastSeenAt: toEdge(row.last_seen_at),
      byGuardian: row.added_by !== null,
    })),
  };
}

/** Removes a device: lost, sold, or no longer used. Its strips stop being valid for good. @throws Refusal not-found */
export async function removeDevice(deps: Deps, personId: string, deviceId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('holder_device')
      .set({ removed_at: deps.clock.now() })
      .where('person_id', '=', personId)
      .where('device_id', '=', deviceId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
    await supersedeStrips(tx, deps, { personId, deviceId, status: 1 });
  });
}

/** Removes from a person the devices on which a guardian showed her code. */
export async function removeGuardianDevices(
  tx: Tx,
  deps: Omit<Deps, 'db'>,
  { personId, guardianId }: { readonly personId: string; readonly guardianId: string },
): Promise<void> {
  const removed = await tx
    .updateTable('holder_device')
    .set({ removed_at: deps.clock.now() })
    .where('person_id', '=', personId)
    .where('added_by', '=', guardianId)
    .where('removed_at', 'is', null)
    .returning('device_id')
    .execute();
  for (const { device_id: deviceId } of removed) await supersedeStrips(tx, deps, { personId, deviceId, status: 1 });
}
