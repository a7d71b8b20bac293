import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Reviews that are closed, with who decided them and why. */
export const keptReviews = keptTable({
  name: 'reviews',
  period: 'appealDays',
  table: 'review',
  since: sql`closed_at`,
  parts: { key: 'review_id', tables: ['review_person'] },
});
