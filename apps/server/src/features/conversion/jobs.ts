import { transact, type Tx } from '../../platform/db.ts';
import { enqueue, type Job, type Tick } from '../../platform/jobs.ts';
import { sql } from 'kysely';
import { peersToProbe } from '../federation/index.ts';
import { endDue } from './due.ts';
import { takenUp } from './states.ts';
import { advanceFrom, type AdvanceDeps } from './advance.ts';
import { forgetBatches } from './pace.ts';

const advanceJob = 'conversion.advance';

/** Asks that the applications from an origin that are due are taken up. Requests that have not been met yet become one. */
export function requestAdvance(tx: Tx, origin: string): Promise<void> {
  return enqueue(tx, advanceJob, { origin }, `${advanceJob}:${origin}`);
}

export function conversionJobs(deps: AdvanceDeps): Job[] {
  return [{ name: advanceJob, run: inTurn((origin) => advanceFrom(deps, origin)) }];
}

/**
 * Runs the work for an origin one time after the other: a request that comes while it runs has it look once more afterwards, and what
 * arrived meanwhile makes up a larger batch. The request itself is then done; should this process end before it has looked, the
 * applications are still due, and the tick finds them.
 */
function inTurn(work: (origin: string) => Promise<void>): Job['run'] {
  const running = new Map<string, { again: boolean }>();
  return async ({ origin = '' }) => {
    const known = running.get(origin);
    if (known !== undefined) {
      known.again = true;
      return;
    }
    const turn = { again: true };
    running.set(origin, turn);
    try {
      while (turn.again) {
        turn.again = false;
        await work(origin);
      }
    } finally {
      running.delete(origin);
    }
  };
}

export function conversionTicks(deps: AdvanceDeps): Tick[] {
  return [
    {
      name: 'conversion.due',
      everySeconds: 1,
      run: (now) =>
        transact(deps.db, async (tx) => {
          const { rows } = await sql<{ origin: string }>`
            select distinct origin_division as origin from conversion
             where due_at <= ${now} and state = any(${[...takenUp]})`.execute(tx);
          const due = new Set([...rows.map(({ origin }) => origin), ...(await peersToProbe(deps, now))]);
          for (const origin of due) await requestAdvance(tx, origin);
        }),
    },
    { name: 'conversion.pace', everySeconds: 60, run: (now) => forgetBatches(deps, now) },
    { name: 'conversion.end', everySeconds: 60, run: (now) => endDue(deps, now) },
  ];
}
