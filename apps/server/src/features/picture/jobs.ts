import { transact } from '../../platform/db.ts';
import { enqueue, type Job, type Tick } from '../../platform/jobs.ts';
import { readDue, type ReadDeps } from './read-due.ts';
import { readJob } from './receive.ts';

export function pictureJobs(deps: ReadDeps): Job[] {
  return [{ name: readJob, run: () => readDue(deps) }];
}

/** Pictures whose reader was lost with its process. */
export function pictureTicks(deps: ReadDeps): Tick[] {
  return [
    {
      name: 'picture.due',
      everySeconds: 10,
      run: (now) =>
        transact(deps.db, async (tx) => {
          const due = await tx.selectFrom('picture').select('picture_id').where('due_at', '<=', now).executeTakeFirst();
          if (due !== undefined) await enqueue(tx, readJob, {}, readJob);
        }),
    },
  ];
}
