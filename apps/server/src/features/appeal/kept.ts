import type { Tx } from '../../platform/db.ts';
import { forgetHolders } from '../certificate/index.ts';
import type { KeptRows } from '../retention/index.ts';

const ofAnAppeal = ['appeal_attachment', 'appeal_answer', 'appeal_source', 'appeal_statement'] as const;
const byItsId = ['forwarded_appeal', 'correction_certificate', 'appeal_person'] as const;

/** Cases that are closed, with everything written, sent and certified in them. */
export const keptAppeals: KeptRows = {
  name: 'appeals',
  period: 'appealDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('appeal')
      .select((e) => e.fn.min<Date | null>('closed_at').as('oldest'))
      .where('state', '<>', 'open')
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = (query: Tx) =>
      query.selectFrom('appeal').select('appeal_id').where('state', '<>', 'open').where('closed_at', '<', before);
    const certificates = await tx
      .selectFrom('correction_certificate')
      .select('certificate_id')
      .where('appeal_id', 'in', old(tx))
      .execute();
    await forgetHolders(
      tx,
      certificates.map((row) => row.certificate_id),
    );
    for (const table of [...ofAnAppeal, ...byItsId]) {
      await tx.deleteFrom(table).where('appeal_id', 'in', old(tx)).execute();
    }
    const { numDeletedRows } = await tx
      .deleteFrom('appeal')
      .where('state', '<>', 'open')
      .where('closed_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
