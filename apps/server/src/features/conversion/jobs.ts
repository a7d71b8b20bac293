import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { enqueue, type Job, type Tick } from '../../platform/jobs.ts';
import { advance, advanceJob, type AdvanceDeps } from './advance.ts';

const dueBatch = 500;
/** While a job has an application in hand it is not due; one whose job was lost comes back after this long. */
const claimSeconds = 60;

export function conversionJobs(deps: AdvanceDeps): Job[] {
  return [
    {
      name: advanceJob,
      run: ({ personId = '', conversionId = '' }) => advance(deps, { personId, conversionId }),
    },
  ];
}

export function conversionTicks(deps: AdvanceDeps): Tick[] {
  return [
    {
      name: 'conversion.due',
      everySeconds: 1,
      run: (now) =>
        transact(deps.db, async (tx) => {
          const due = await tx
            .selectFrom('conversion')
            .select(['person_id', 'conversion_id'])
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(dueBatch)
            .execute();
          for (const { person_id: personId, conversion_id: conversionId } of due) {
            await enqueue(tx, advanceJob, { personId, conversionId }, `${advanceJob}:${conversionId}`);
            await tx
              .updateTable('conversion')
              .set({ due_at: addSeconds(now, claimSeconds) })
              .where('person_id', '=', personId)
              .where('conversion_id', '=', conversionId)
              .execute();
          }
        }),
    },
  ];
}
