import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Colours set by hand that no longer stand, or never did. That each was set, and its end, stays in the log. */
export const keptManualColours = keptTable({
  name: 'manual-colours',
  period: 'approvalDays',
  table: 'manual_colour',
  since: sql`closed_at`,
  parts: { key: 'manual_colour_id', tables: ['manual_colour_person'] },
});
