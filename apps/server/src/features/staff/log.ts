import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';

export type StaffAction =
  | 'created'
  | 'changed'
  | 'personnel-number-entered'
  | 'disabled'
  | 'password-reset'
  | 'password-changed'
  | 'enrolment-created'
  | 'device-revoked'
  | 'place-sign-issued'
  | 'place-sign-revoked';

export interface StaffEvent {
  readonly action: StaffAction;
  /** Whose account it is; what they are called stays here. */
  readonly staff: { readonly staffId: string; readonly role: schemas.StaffRole; readonly division: string };
  /** Who did it; null for the installation of the node. */
  readonly by: string | null;
  /** Alone, where it would have taken two, because there was no other administrator. */
  readonly soleAdministrator?: boolean;
  /** The approval on which it was done. */
  readonly approval?: string;
}

/** Everything that changes what staff may do, and what they do without a person being concerned, stands in the log. */
export async function logStaff(tx: Tx, deps: Pick<NodeContext, 'clock' | 'seal'>, event: StaffEvent): Promise<void> {
  const { staff, by, soleAdministrator = false, approval } = event;
  await appendEntry(tx, deps, {
    kind: 'staff',
    at: toEdge(deps.clock.now()),
    action: event.action,
    staff: pseudonymOf(deps, 'staff', staff.staffId),
    role: staff.role,
    division: staff.division,
    by: by === null ? null : pseudonymOf(deps, 'staff', by),
    ...(soleAdministrator ? { soleAdministrator } : {}),
    ...(approval === undefined ? {} : { approval }),
  });
}
