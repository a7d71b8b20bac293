import type { KeptRows } from '../retention/index.ts';

/** Who looked at whom. The person reads it for as long as it is kept; the log keeps the commitment to it for good. */
const accessRecords: KeptRows = {
  name: 'access-records',
  period: 'accessRecordDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('access_record')
      .select((e) => e.fn.min('accessed_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const { numDeletedRows } = await tx
      .deleteFrom('access_record')
      .where('accessed_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};

/** Who looked for whom, found or not: what an auditor goes through, and what the limit of an hour is counted by. */
const lookups: KeptRows = {
  name: 'lookups',
  period: 'lookupDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('person_lookup')
      .select((e) => e.fn.min('looked_up_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const { numDeletedRows } = await tx
      .deleteFrom('person_lookup')
      .where('looked_up_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};

export const keptOfStaff: readonly KeptRows[] = [accessRecords, lookups];
