import { LogicError } from './logic-error.ts';

/** Parts of lambdas an evaluation may run through: some tens of milliseconds, however long a list is and however nested. */
export const MAX_WORK = 1_000_000;

export interface Work {
  left: number;
}

/** Pays for work that grows with the data. Throws {@link LogicError} `work-exceeded` when the bound is reached. */
export function spend(work: Work, amount: number): void {
  work.left -= amount;
  if (work.left < 0) throw new LogicError('work-exceeded', `an evaluation takes at most ${MAX_WORK} steps`);
}
