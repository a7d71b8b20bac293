import type { KeptRows } from '../retention/index.ts';

/** Proof that belongs to an application is kept for the profile's time from when it arrived: longer than any application waits for it. */
export const keptDocuments: KeptRows = {
  name: 'application-documents',
  period: 'documentDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('application_document')
      .select((e) => e.fn.min<Date | null>('received_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const { numDeletedRows } = await tx
      .deleteFrom('application_document')
      .where('received_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
