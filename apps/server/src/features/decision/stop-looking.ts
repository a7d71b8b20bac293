import type { Tx } from '../../platform/db.ts';

/** Nothing is looked at again by itself about somebody whose code is another province's; what she declares here still is. */
export async function stopLooking(tx: Tx, personId: string): Promise<void> {
  await tx.updateTable('current_decision').set({ due_at: null }).where('person_id', '=', personId).execute();
}
