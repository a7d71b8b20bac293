import type { KeptRows } from '../retention/index.ts';

/** Reviews that are closed, with who decided them and why. */
export const keptReviews: KeptRows = {
  name: 'reviews',
  period: 'appealDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('review')
      .select((e) => e.fn.min<Date | null>('closed_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = tx.selectFrom('review').select('review_id').where('closed_at', '<', before);
    await tx.deleteFrom('review_person').where('review_id', 'in', old).execute();
    const { numDeletedRows } = await tx.deleteFrom('review').where('closed_at', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  },
};
