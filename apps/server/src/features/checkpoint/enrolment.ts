import { rootsFingerprint } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { type Once, transact, type Tx } from '../../platform/db.ts';
import { charge, type LimitDeps } from '../../platform/limits/index.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId, newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { holderKey } from '../code/index.ts';
import { requireDivisions } from '../division/index.ts';
import { readRoots } from '../federation/index.ts';
import { openSession } from '../identity/index.ts';
import { logStaff, requireDivision } from '../staff/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'divisions' | 'config'>;

const validSeconds = 24 * 3600;

/** Makes a venue and a code with which one device can be enrolled for it. Staff act within their own division only. @throws Refusal division-unknown, not-permitted */
export async function createEnrolment(
  deps: Deps,
  staff: StaffPrincipal,
  venue: { name: string; placeType: string; division: string },
  once: Once,
): Promise<{ venueId: string; enrolmentCode: string; rootsFingerprint: string; expiresAt: string }> {
  const now = deps.clock.now();
  requireDivisions(deps.divisions, [{ path: '/body/venue/division', code: venue.division, from: now }]);
  requireDivision(staff, venue.division);
  const venueId = newId(now);
  const enrolmentCode = newSecret();
  const expiresAt = addSeconds(now, validSeconds);
  const roots = { keys: await readRoots(deps), threshold: deps.config.trust.threshold };
  const fingerprint = rootsFingerprint(roots, sha256);
  const store = async (tx: Tx) => {
    await tx
      .insertInto('venue')
      .values({
        venue_id: venueId,
        division: venue.division,
        place_type: venue.placeType,
        name: venue.name,
        created_by: staff.staffId,
        created_at: now,
      })
      .execute();
    await tx
      .insertInto('enrolment_code')
      .values({ code_hash: sha256(enrolmentCode), venue_id: venueId, expires_at: expiresAt })
      .execute();
    await logStaff(tx, deps, { action: 'enrolment-created', staff, by: staff.staffId });
    return { venueId, enrolmentCode, rootsFingerprint: fingerprint, expiresAt: toEdge(expiresAt) };
  };
  return transact(deps.db, store, once);
}

/**
 * Enrols a device with the key it has made. A code enrols one device. Wrong codes are counted for the address they come from.
 * @throws Refusal enrolment-invalid, holder-key-invalid, too-many-requests
 */
export async function enrolDevice(
  deps: LimitDeps & Pick<NodeContext, 'config'>,
  source: string,
  enrolmentCode: string,
  publicKey: schemas.HolderKey,
  once: Once,
): Promise<{ deviceId: string; venueId: string; token: string }> {
  // A device's key is kept without its suite: devices sign with ES256, whatever people's phones use.
  if (publicKey.suite !== 'ES256') throw new Refusal('holder-key-invalid');
  const { x, y } = await holderKey(publicKey);
  const now = deps.clock.now();
  const count = deps.config.http.limits.wrongEnrolmentsPerAddressPerHour;
  const limit = { name: 'enrolment-address', count, seconds: 3600, problem: 'too-many-requests' } as const;
  const giveBack = await charge(deps, [{ limit, subject: source }]);
  const enrol = async (tx: Tx) => {
    const code = await tx
      .updateTable('enrolment_code')
      .set({ used_at: now })
      .where('code_hash', '=', sha256(enrolmentCode))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('venue_id')
      .executeTakeFirst();
    if (code === undefined) throw new Refusal('enrolment-invalid');
    const deviceId = newId(now);
    await tx
      .insertInto('checkpoint_device')
      .values({
        venue_id: code.venue_id,
        device_id: deviceId,
        public_key: Buffer.concat([x, y]),
        enrolled_at: now,
      })
      .execute();
    await tx.insertInto('device_venue').values({ device_id: deviceId, venue_id: code.venue_id }).execute();
    const { token } = await openSession(tx, now, 'device', deviceId);
    return { deviceId, venueId: code.venue_id, token };
  };
  const enrolled = await transact(deps.db, enrol, once);
  await giveBack();
  return enrolled;
}

/** Takes a device out of use: lost, stolen or no longer needed. @throws Refusal not-found, also for one of another division */
export async function revokeDevice(deps: Deps, staff: StaffPrincipal, deviceId: string): Promise<void> {
  const device = await deps.db
    .selectFrom('device_venue')
    .innerJoin('venue', 'venue.venue_id', 'device_venue.venue_id')
    .select(['venue.venue_id', 'division'])
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  if (device === undefined) throw new Refusal('not-found');
  requireDivision(staff, device.division, 'not-found');
  await transact(deps.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('checkpoint_device')
      .set({ revoked_at: deps.clock.now() })
      .where('venue_id', '=', device.venue_id)
      .where('device_id', '=', deviceId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await logStaff(tx, deps, { action: 'device-revoked', staff, by: staff.staffId });
  });
}
