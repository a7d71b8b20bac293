import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ProblemError, type schemas } from '@tongxing/contract';

type Ticket = NonNullable<schemas.Problem['ticket']>;

export interface InTurn {
  /** Told of every place that is given; the form stays here meanwhile. */
  readonly placed?: (ticket: Ticket) => void;
  /** Waits; a story that moves clocks does so here. */
  readonly pause?: (seconds: number) => Promise<unknown>;
  /** From 0 to 1, for spreading those who would all come back in the same second. */
  readonly random?: () => number;
}

/** Of the time to wait, how much more a client may wait, and at least so many seconds. */
const spread = { share: 0.1, seconds: 1 };

/**
 * Sends an application until it is taken in, the same to the byte and under one `Idempotency-Key`: where the node is too busy it comes
 * again by itself with the ticket it was given, when its turn has come, and a little later than told, each client another little.
 * @throws ProblemError for anything but a node that is busy
 */
export async function submitInTurn<T>(
  send: (again: { idempotencyKey: string; ticket?: string }) => Promise<T>,
  { placed, pause = (seconds) => wait(seconds * 1000), random = Math.random }: InTurn = {},
): Promise<T> {
  const idempotencyKey = randomUUID();
  let ticket: string | undefined;
  for (;;) {
    try {
      return await send({ idempotencyKey, ...(ticket === undefined ? {} : { ticket }) });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.retryAfterSeconds === undefined) throw error;
      const { problem } = error;
      if (problem.ticket !== undefined) {
        ({ ticket } = problem.ticket);
        placed?.(problem.ticket);
      }
      const seconds = problem.retryAfterSeconds ?? 1;
      await pause(seconds + random() * Math.max(spread.seconds, seconds * spread.share));
    }
  }
}
