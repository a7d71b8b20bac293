import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';

export const judgeJob = 'pre-arrival.judge';

/** Asks that the journeys whose time has come are judged. Requests that have not been met yet become one. */
export function requestJudgement(tx: Tx): Promise<void> {
  return enqueue(tx, judgeJob, {}, judgeJob);
}
