import type { AccessPurpose, AccessSubject } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { recordStaffAccess } from './access-record.ts';

export interface Lookup {
  readonly lookupId: string;
  readonly at: Date;
  readonly staff: Pick<StaffPrincipal, 'staffId' | 'role' | 'division'>;
  readonly purpose: AccessPurpose;
  readonly reference: string;
  readonly found: boolean;
  /** Who was found and shown; absent where nobody was, or where she is not known here. */
  readonly personId?: string;
  readonly seen: readonly AccessSubject[];
}

/** Keeps that staff looked for somebody, found or not, and records for the person what was shown; a look-up that is known is left as it is. */
export async function recordLookup(tx: Tx, deps: Pick<NodeContext, 'clock' | 'seal'>, lookup: Lookup): Promise<void> {
  const { lookupId, at, staff, purpose, reference, found, personId, seen } = lookup;
  const { staffId, role, division } = staff;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('person_lookup')
    .values({ staff_id: staffId, lookup_id: lookupId, role, division, purpose, reference, found, looked_up_at: at })
    .onConflict((conflict) => conflict.columns(['staff_id', 'lookup_id']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n || personId === undefined) return;
  await recordStaffAccess(tx, deps, { staff, personId, purpose, seen, reference });
}
