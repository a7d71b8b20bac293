import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { DevicePrincipal, StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import type { LimitDeps } from '../../platform/limits/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { asProven } from '../staff/index.ts';

type ShiftDeps = LimitDeps & Pick<NodeContext, 'province'>;

/** Who is on duty at a device, as her account stands now. */
export interface OnDuty {
  readonly shiftId: string;
  readonly openedAt: Date;
  readonly staff: Pick<StaffPrincipal, 'staffId' | 'role' | 'division'>;
}

/**
 * Begins a shift at a device; one that is open there ends, so that a request whose answer was lost can simply be made again. The guard
 * types her own password each time: a device that is left behind speaks for nobody.
 * @throws Refusal login-wrong, login-too-soon, one-time-password-expired, password-change-required, role-ended, not-permitted
 */
export function openShift(
  deps: ShiftDeps,
  device: DevicePrincipal,
  proof: schemas.StaffSignIn,
  source: string,
): Promise<schemas.GuardShift> {
  return asProven(deps, proof, source, async (tx, account) => {
    const now = deps.clock.now();
    requireGuard(account, device, now);
    const shiftId = newId(now);
    const endsAt = addSeconds(now, deps.province.checkpoint.shiftHours * 3600);
    await endOpen(tx, device, now);
    await tx
      .insertInto('guard_shift')
      .values({
        venue_id: device.venueId,
        shift_id: shiftId,
        device_id: device.deviceId,
        staff_id: account.staff_id,
        opened_at: now,
        ends_at: endsAt,
      })
      .execute();
    return { shiftId, endsAt: toEdge(endsAt) };
  });
}

/** Ends a shift of this device; false where it had ended. @throws Refusal not-found, also for one of another device */
export async function endShift(
  deps: Pick<NodeContext, 'db' | 'clock'>,
  device: DevicePrincipal,
  shiftId: string,
): Promise<boolean> {
  const known = await deps.db
    .selectFrom('guard_shift')
    .select('shift_id')
    .where('venue_id', '=', device.venueId)
    .where('shift_id', '=', shiftId)
    .where('device_id', '=', device.deviceId)
    .executeTakeFirst();
  if (known === undefined) throw new Refusal('not-found');
  return (await endOpen(deps.db, device, deps.clock.now(), shiftId)) > 0n;
}

async function endOpen(db: Read | Tx, device: DevicePrincipal, now: Date, shiftId?: string): Promise<bigint> {
  let ending = db
    .updateTable('guard_shift')
    .set({ ended_at: now })
    .where('venue_id', '=', device.venueId)
    .where('device_id', '=', device.deviceId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now);
  if (shiftId !== undefined) ending = ending.where('shift_id', '=', shiftId);
  return (await ending.executeTakeFirst()).numUpdatedRows;
}

/** Who is on duty at this device under this shift. @throws Refusal shift-needed, also once her account may no longer do it */
export async function onDuty(
  deps: Pick<NodeContext, 'db' | 'clock'>,
  device: DevicePrincipal,
  shiftId: string,
): Promise<OnDuty> {
  const now = deps.clock.now();
  const shift = await deps.db
    .selectFrom('guard_shift')
    .select(['staff_id', 'opened_at'])
    .where('venue_id', '=', device.venueId)
    .where('shift_id', '=', shiftId)
    .where('device_id', '=', device.deviceId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  if (shift === undefined) throw new Refusal('shift-needed');
  const account = await deps.db
    .selectFrom('staff')
    .selectAll()
    .where('staff_id', '=', shift.staff_id)
    .executeTakeFirstOrThrow();
  // What an administrator has done to the account since works at once.
  const isChanged = (account.password_changed_at ?? account.created_at) > shift.opened_at;
  const isReset = account.password_reset_at !== null && account.password_reset_at > shift.opened_at;
  if (account.disabled_at !== null || isChanged || isReset || !mayGuard(account, device, now)) {
    throw new Refusal('shift-needed');
  }
  const { staff_id: staffId, division } = account;
  return { shiftId, openedAt: shift.opened_at, staff: { staffId, role: 'guard', division } };
}

type Account = Parameters<Parameters<typeof asProven>[3]>[1];

function requireGuard(account: Account, device: DevicePrincipal, now: Date): void {
  if (account.one_time_password_until !== null) throw new Refusal('password-change-required');
  if (account.role_until !== null && account.role_until <= now) throw new Refusal('role-ended');
  if (!mayGuard(account, device, now)) throw new Refusal('not-permitted');
}

function mayGuard({ role, division, role_until: until }: Account, device: DevicePrincipal, now: Date): boolean {
  return role === 'guard' && (until === null || until > now) && coversDivision(division, device.division);
}
