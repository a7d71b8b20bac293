import type { KeptRows } from '../retention/index.ts';

/** Hearings that are closed, with what the person said in them. */
export const keptHearings: KeptRows = {
  name: 'hearings',
  period: 'appealDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('hearing')
      .select((e) => e.fn.min<Date | null>('closed_at').as('oldest'))
      .where('state', '=', 'closed')
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = tx
      .selectFrom('hearing')
      .select('hearing_id')
      .where('state', '=', 'closed')
      .where('closed_at', '<', before);
    await tx.deleteFrom('hearing_person').where('hearing_id', 'in', old).execute();
    const { numDeletedRows } = await tx
      .deleteFrom('hearing')
      .where('state', '=', 'closed')
      .where('closed_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
