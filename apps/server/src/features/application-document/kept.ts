import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Proof that belongs to an application is kept for the profile’s time from when it arrived: longer than any application waits for it. */
export const keptDocuments = keptTable({
  name: 'application-documents',
  period: 'documentDays',
  table: 'application_document',
  since: sql`received_at`,
});
