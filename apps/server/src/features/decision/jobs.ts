import { randomInt } from 'node:crypto';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { enqueue, isAwaited, type Job, type Tick } from '../../platform/jobs.ts';
import { gatherFacts, type Declared, type SourcePorts } from '../facts/index.ts';
import { decidePerson, type DecisionDeps } from './decide.ts';
import { redecideJob } from './redecide.ts';

export interface DecisionJobDeps extends DecisionDeps, Pick<NodeContext, 'seal'>, SourcePorts {
  /** The declaration in which the person agreed to the comparison, or undefined before there is one. */
  readonly latestDeclaration: (personId: string) => Promise<Declared | undefined>;
  /** Takes over what was said of the person before the person was known here. */
  readonly takeWaiting: (personId: string) => Promise<void>;
}

const refresh = 'decision.refresh';
/** A source that failed is asked again after this long, and a little: not for everybody in the same second. */
const retrySeconds = 60;
const spreadSeconds = 30;
const dueBatch = 500;

const keyFor = (personId: string) => `${refresh}:${personId}`;

/** Asks for a person to be looked at anew as soon as the transaction commits. */
export function requestDecision(tx: Tx, personId: string): Promise<void> {
  return enqueue(tx, refresh, { personId }, keyFor(personId));
}

/** Whether a look that was asked for has not come to its end. */
export function isDecisionAwaited(read: Read, personId: string): Promise<boolean> {
  return isAwaited(read, keyFor(personId));
}

export function decisionJobs(deps: DecisionJobDeps): Job[] {
  return [
    {
      name: refresh,
      async run({ personId = '' }) {
        await deps.takeWaiting(personId);
        const failed = await gatherFacts(deps, personId, await deps.latestDeclaration(personId));
        const decision = await decidePerson(deps, personId);
        if (failed.length > 0) await lookAgainSoon(deps, personId, decision.course.dueAt);
      },
    },
    redecideJob(deps),
  ];
}

async function lookAgainSoon(deps: DecisionJobDeps, personId: string, dueAt: Date | null): Promise<void> {
  const soon = addSeconds(deps.clock.now(), retrySeconds + randomInt(spreadSeconds));
  if (dueAt !== null && dueAt <= soon) return;
  await deps.db.updateTable('current_decision').set({ due_at: soon }).where('person_id', '=', personId).execute();
}

export function decisionTicks(deps: DecisionJobDeps): Tick[] {
  return [
    {
      name: 'decision.due',
      everySeconds: 1,
      /** Finds whose colour may change now, from the index of due instants, and asks for each to be decided anew. */
      run: (now) =>
        transact(deps.db, async (tx) => {
          const due = await tx
            .selectFrom('current_decision')
            .select('person_id')
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(dueBatch)
            .execute();
          for (const { person_id: personId } of due) await requestDecision(tx, personId);
          if (due.length > 0) {
            // Set aside until the job has run; a job that is lost is found again.
            await tx
              .updateTable('current_decision')
              .set({ due_at: addSeconds(now, retrySeconds) })
              .where(
                'person_id',
                'in',
                due.map((row) => row.person_id),
              )
              .execute();
          }
        }),
    },
  ];
}
