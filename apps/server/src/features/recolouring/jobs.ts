import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { enqueue, type Job, type Tick } from '../../platform/jobs.ts';
import { decidePeople, type DecisionDeps } from '../decision/index.ts';
import { type Batch, finishBatch, finishRecolourings, postponeBatch, takeBatch } from './batches.ts';
import { searchPeople } from './search.ts';

type Deps = DecisionDeps & Pick<NodeContext, 'province'>;

const search = 'recolouring.search';
const work = 'recolouring.work';
/** Batches that are worked on at the same time, by however many processes. */
const lanes = ['0', '1'];

export function askForSearch(tx: Tx, recolouringId: string): Promise<void> {
  return enqueue(tx, search, { recolouringId }, `${search}:${recolouringId}`);
}

export async function askForWork(tx: Tx): Promise<void> {
  for (const lane of lanes) await enqueue(tx, work, { lane }, `${work}:${lane}`);
}

export function recolouringJobs(deps: Deps): Job[] {
  return [
    {
      name: search,
      async run({ recolouringId = '' }) {
        await searchPeople(deps, recolouringId, askForWork);
      },
    },
    { name: work, run: ({ lane = '' }) => workOn(deps, lane) },
  ];
}

/** One batch, then the lane asks to be called again: what else waits in the queue has its turn in between. */
async function workOn(deps: Deps, lane: string): Promise<void> {
  let taken: Batch | undefined;
  try {
    await transact(deps.db, async (tx) => {
      taken = await takeBatch(tx, deps.clock.now());
      if (taken === undefined) return;
      await decideBatch(tx, deps, taken);
      await enqueue(tx, work, { lane }, `${work}:${lane}`);
    });
  } catch (error) {
    if (taken === undefined) throw error;
    const failed = taken;
    deps.log.error('batch of a recolouring failed', { error });
    await transact(deps.db, async (tx) => {
      await postponeBatch(tx, failed, deps.clock.now());
      await enqueue(tx, work, { lane }, `${work}:${lane}`);
    });
    return;
  }
  if (taken === undefined) await finishRecolourings(deps.db, deps.clock.now());
}

/** The decisions, the strips they take back, the messages, and that it was done: all of it or nothing. */
async function decideBatch(tx: Tx, deps: Deps, batch: Batch): Promise<void> {
  let changed = 0;
  const counting = {
    ...deps,
    coloursChanged: (inner: Tx, changes: Parameters<Deps['coloursChanged']>[1]) => {
      changed += changes.length;
      return deps.coloursChanged(inner, changes);
    },
  };
  await decidePeople(tx, counting, batch.personIds);
  await finishBatch(tx, batch, { at: deps.clock.now(), decided: batch.personIds.length, changed });
}

export function recolouringTicks(deps: Pick<Deps, 'db'>): Tick[] {
  return [
    {
      name: 'recolouring.watch',
      everySeconds: 10,
      /** A job that was lost, or whose batch had to wait, is asked for again. */
      run: (now) =>
        transact(deps.db, async (tx) => {
          const open = await tx
            .selectFrom('recolouring')
            .select(['recolouring_id', 'found_at'])
            .where('finished_at', 'is', null)
            .execute();
          for (const one of open) if (one.found_at === null) await askForSearch(tx, one.recolouring_id);
          if (open.length === 0) return;
          const due = await tx
            .selectFrom('recolouring_batch')
            .select('number')
            .where('done_at', 'is', null)
            .where('due_at', '<=', now)
            .limit(1)
            .executeTakeFirst();
          if (due !== undefined) await askForWork(tx);
          else await finishRecolourings(tx, now);
        }),
    },
  ];
}
