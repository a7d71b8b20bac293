import type { KeptRows } from '../retention/index.ts';

/** Colours set by hand that no longer stand, or never did. That each was set, and its end, stays in the log. */
export const keptManualColours: KeptRows = {
  name: 'manual-colours',
  period: 'approvalDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('manual_colour')
      .select((e) => e.fn.min<Date | null>('closed_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = tx.selectFrom('manual_colour').select('manual_colour_id').where('closed_at', '<', before);
    await tx.deleteFrom('manual_colour_person').where('manual_colour_id', 'in', old).execute();
    const { numDeletedRows } = await tx.deleteFrom('manual_colour').where('closed_at', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  },
};
