import type { KeptRows } from '../retention/index.ts';

/** Transfers that are over, with who decided them and what she said of address and employer. */
export const keptTransfers: KeptRows = {
  name: 'transfers',
  period: 'appealDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('transfer')
      .select((e) => e.fn.min<Date | null>('closed_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = tx.selectFrom('transfer').select('transfer_id').where('closed_at', '<', before);
    await tx.deleteFrom('transfer_person').where('transfer_id', 'in', old).execute();
    const { numDeletedRows } = await tx.deleteFrom('transfer').where('closed_at', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  },
};
