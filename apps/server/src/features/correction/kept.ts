import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Hearings that are closed, with what the person said in them. */
export const keptHearings = keptTable({
  name: 'hearings',
  period: 'appealDays',
  table: 'hearing',
  since: sql`closed_at`,
  over: sql`state = 'closed'`,
  parts: { key: 'hearing_id', tables: ['hearing_person'] },
});
