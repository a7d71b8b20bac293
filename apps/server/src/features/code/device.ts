import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { supersedeStrips } from './supersede.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config'>;

/** Counts a device among the person's. @throws Refusal too-many-devices, also for one that was removed before */
export async function claimDevice(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'province'>,
  personId: string,
  deviceId: string,
): Promise<void> {
  const now = deps.clock.now();
  const devices = await tx.selectFrom('holder_device').selectAll().where('person_id', '=', personId).execute();
  const known = devices.find((device) => device.device_id === deviceId);
  const inUse = devices.filter((device) => device.removed_at === null).length;
  if (
    (known !== undefined && known.removed_at !== null) ||
    (known === undefined && inUse >= deps.province.code.devicesPerPerson)
  ) {
    throw new Refusal('too-many-devices');
  }
  await tx
    .insertInto('holder_device')
    .values({ person_id: personId, device_id: deviceId, added_at: now, last_seen_at: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'device_id']).doUpdateSet({ last_seen_at: now }))
    .execute();
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
