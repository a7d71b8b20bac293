import type { Read } from '../../platform/db.ts';

/** Has the review ended what was cleared of this person on this document? */
export async function hasEnded(read: Read, personId: string, orderNumber: string): Promise<boolean> {
  const ended = await read
    .selectFrom('clearance')
    .select('clearance_id')
    .where('person_id', '=', personId)
    .where('order_number', '=', orderNumber)
    .where('state', '=', 'ended')
    .limit(1)
    .executeTakeFirst();
  return ended !== undefined;
}
