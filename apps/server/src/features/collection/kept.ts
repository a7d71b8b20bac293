import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

const period = 'collectionDays';

/** Who was in which tube, with the tubes, the boxes and the receipts: once every result has long come. */
export const keptCollections = [
  keptTable({ name: 'samples', period, table: 'collection_sample', since: sql`taken_at` }),
  keptTable({ name: 'tubes', period, table: 'collection_tube', since: sql`opened_at` }),
  keptTable({ name: 'boxes', period, table: 'collection_box', since: sql`closed_at` }),
  keptTable({ name: 'collection batches', period, table: 'collection_batch', since: sql`received_at` }),
];
