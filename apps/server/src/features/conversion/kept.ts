import type { Read } from '../../platform/db.ts';
import type { KeptRows } from '../retention/index.ts';
import { finalStates } from './states.ts';

/** What was entered in applications that ended before they were sent in; what was sent in stands in declarations, and ends with them. */
export const keptForms: KeptRows = {
  name: 'application-forms',
  period: 'documentDays',
  async oldest(read) {
    const { oldest } = await ofEnded(read)
      .select((e) => e.fn.min<Date | null>('updated_at').as('oldest'))
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const { numUpdatedRows } = await tx
      .updateTable('conversion')
      .set({ form_sealed: null })
      .where('form_sealed', 'is not', null)
      .where('state', 'in', [...finalStates])
      .where('updated_at', '<', before)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
};

function ofEnded(read: Read) {
  return read
    .selectFrom('conversion')
    .where('form_sealed', 'is not', null)
    .where('state', 'in', [...finalStates]);
}
