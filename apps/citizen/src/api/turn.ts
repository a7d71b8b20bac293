import { ProblemError, type schemas } from '@tongxing/contract';

export type Ticket = NonNullable<schemas.Problem['ticket']>;

/** Of the time to wait, how much more one may wait, and at least so many seconds: not all come back in the same second. */
const spread = { share: 0.1, seconds: 1 };

/**
 * Sends until it is taken in: where more apply than can be decided in time, it comes again by itself with the ticket it was given.
 * @param placed told of every place; undefined once it is taken in
 * @throws whatever else a call throws
 */
export async function inTurn<T>(
  send: (again: { readonly ticket?: string }) => Promise<T>,
  placed: (ticket: Ticket | undefined) => void,
): Promise<T> {
  let held: Ticket | undefined;
  try {
    for (;;) {
      try {
        return await send(held === undefined ? {} : { ticket: held.ticket });
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.ticket === undefined) throw error;
        held = error.problem.ticket;
        placed(held);
        await pause(error.problem.retryAfterSeconds ?? 1);
      }
    }
  } finally {
    placed(undefined);
  }
}

function pause(seconds: number): Promise<void> {
  const longer = seconds + Math.random() * Math.max(spread.seconds, seconds * spread.share);
  return new Promise((resolve) => setTimeout(resolve, longer * 1000));
}
