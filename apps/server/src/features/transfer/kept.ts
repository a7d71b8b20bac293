import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Transfers that are over, with who decided them and what she said of address and employer. */
export const keptTransfers = keptTable({
  name: 'transfers',
  period: 'appealDays',
  table: 'transfer',
  since: sql`closed_at`,
  parts: { key: 'transfer_id', tables: ['transfer_person'] },
});
