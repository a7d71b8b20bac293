import type { Read, Tx } from '../../platform/db.ts';
import type { KeptRows } from '../retention/index.ts';

const ended = ['approved', 'rejected', 'withdrawn', 'expired'];

/** Pictures of applications that have ended, with the marks by which they were known. */
export const keptPictures: KeptRows = {
  name: 'pictures',
  period: 'documentDays',
  async oldest(read) {
    const { oldest } = await ofEnded(read)
      .select((e) => e.fn.min<Date | null>('conversion.updated_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = (query: Tx) => ofEnded(query).select('picture.picture_id').where('conversion.updated_at', '<', before);
    await tx.deleteFrom('picture_mark').where('picture_id', 'in', old(tx)).execute();
    const { numDeletedRows } = await tx.deleteFrom('picture').where('picture_id', 'in', old(tx)).executeTakeFirst();
    return Number(numDeletedRows);
  },
};

function ofEnded(read: Read) {
  return read
    .selectFrom('picture')
    .innerJoin('conversion', (join) =>
      join
        .onRef('conversion.person_id', '=', 'picture.person_id')
        .onRef('conversion.conversion_id', '=', 'picture.conversion_id'),
    )
    .where('conversion.state', 'in', ended);
}
