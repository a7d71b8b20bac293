import { requireDivision } from '../../division-scope.ts';
import type { ManualColourTable } from '../../platform/database.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';

export type ManualColourRow = ManualColourTable;

/** A colour by hand, held until the transaction ends. */
export async function lockManualColour(tx: Tx, manualColourId: string): Promise<ManualColourRow | undefined> {
  const found = await tx
    .selectFrom('manual_colour_person')
    .select('person_id')
    .where('manual_colour_id', '=', manualColourId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  return tx
    .selectFrom('manual_colour')
    .selectAll()
    .where('person_id', '=', found.person_id)
    .where('manual_colour_id', '=', manualColourId)
    .forUpdate()
    .executeTakeFirst();
}

/** @throws Refusal not-found, also for somebody of another division */
export async function requireManualColour(
  tx: Tx,
  staff: StaffPrincipal,
  manualColourId: string,
): Promise<ManualColourRow> {
  const row = await lockManualColour(tx, manualColourId);
  if (row === undefined) throw new Refusal('not-found');
  requireDivision(staff, row.division, 'not-found');
  return row;
}

export async function changeManualColour(
  tx: Tx,
  { person_id: personId, manual_colour_id: manualColourId }: ManualColourRow,
  change: Partial<ManualColourRow>,
): Promise<void> {
  await tx
    .updateTable('manual_colour')
    .set(change)
    .where('person_id', '=', personId)
    .where('manual_colour_id', '=', manualColourId)
    .execute();
}
