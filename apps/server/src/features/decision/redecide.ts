import { sql } from 'kysely';
import { transact, type Tx } from '../../platform/db.ts';
import type { Job } from '../../platform/jobs.ts';
import { decidePeople, type DecisionDeps } from './decide.ts';

const job = 'decision.redecide';
const together = 500;

/**
 * Has people decided anew from the facts that are stored, as soon as the transaction commits: no source is asked. Of those who have no
 * decision yet, only those get one for whom the rules have an answer.
 */
export async function redecide(tx: Tx, personIds: readonly string[]): Promise<void> {
  const all = [...new Set(personIds)].toSorted();
  if (all.length === 0) return;
  const batches = Array.from({ length: Math.ceil(all.length / together) }, (_, batch) =>
    JSON.stringify({ personIds: all.slice(batch * together, (batch + 1) * together).join(' ') }),
  );
  await sql`
    select graphile_worker.add_job(${job}, payload => batch::json) from unnest(${batches}::text[]) as batch`.execute(
    tx,
  );
}

export function redecideJob(deps: DecisionDeps): Job {
  return {
    name: job,
    run: ({ personIds = '' }) => decideStored(deps, personIds.split(' ')),
  };
}

/** Decides together, and one by one where that fails: what is wrong with one person keeps nobody else waiting. */
async function decideStored(deps: DecisionDeps, personIds: readonly string[]): Promise<void> {
  try {
    await decideTogether(deps, personIds);
  } catch (error) {
    if (personIds.length === 1) throw error;
    const failures: unknown[] = [];
    for (const personId of personIds) {
      await decideTogether(deps, [personId]).catch((failure: unknown) => failures.push(failure));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'people could not be decided anew', { cause: error });
  }
}

async function decideTogether(deps: DecisionDeps, personIds: readonly string[]): Promise<void> {
  await transact(deps.db, (tx) =>
    decidePeople(
      tx,
      deps,
      personIds,
      undefined,
      ({ colour }, current) => current !== undefined || colour !== 'pending',
    ),
  );
}
