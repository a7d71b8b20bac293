import { ProblemError, type schemas } from '@tongxing/contract';
import type { HeldTicket } from '@/store/kept';
import { pauseBefore } from './patience';

export type Ticket = NonNullable<schemas.Problem['ticket']>;

/** Of the time to wait, how much more one may wait, and at least so many seconds: not all come back in the same second. */
const spread = { share: 0.1, seconds: 1 };
/** Who stands in the queue and gets no answer comes again so often before she is told. */
const mostSilent = 8;
/** A phone that slept must notice that it is late, and she that she has left. */
const lookMs = 1000;

/** She has given up her place, or sends something else. */
export class LeftQueue extends Error {
  override readonly name = 'LeftQueue';
}

export interface Turn {
  /** The place that was held when the app was closed. */
  readonly before?: HeldTicket | undefined;
  readonly hasLeft?: () => boolean;
}

/**
 * Sends until it is taken in: where more apply than can be decided in time, it comes again by itself with the ticket it was given, when
 * the node has said, which is before its turn: the crowd may have gone.
 * @param placed told of every place, and when it comes again with it; of undefined once it is taken in
 * @throws LeftQueue, and whatever else a call throws
 */
export async function inTurn<T>(
  send: (again: { readonly ticket?: string }) => Promise<T>,
  placed: (ticket: Ticket | undefined, dueAt: number) => void,
  { before, hasLeft = () => false }: Turn = {},
): Promise<T> {
  let held = before;
  let silent = 0;
  for (;;) {
    if (held !== undefined) await waitUntil(held.dueAt, hasLeft);
    try {
      const taken = await send(held === undefined ? {} : { ticket: held.ticket.ticket });
      placed(undefined, 0);
      return taken;
    } catch (error) {
      const given = error instanceof ProblemError ? error.problem : undefined;
      if (given?.ticket !== undefined) {
        silent = 0;
        held = { ticket: given.ticket, dueAt: Date.now() + longer(given.retryAfterSeconds ?? 1) * 1000 };
        placed(held.ticket, held.dueAt);
      } else if (held !== undefined && (given === undefined || given.status >= 500) && silent < mostSilent) {
        held = { ...held, dueAt: Date.now() + pauseBefore(silent) };
        silent += 1;
      } else throw error;
    }
  }
}

function longer(seconds: number): number {
  return seconds + Math.random() * Math.max(spread.seconds, seconds * spread.share);
}

async function waitUntil(dueAt: number, hasLeft: () => boolean): Promise<void> {
  for (;;) {
    if (hasLeft()) throw new LeftQueue();
    const rest = dueAt - Date.now();
    if (rest <= 0) return;
    await new Promise<void>((resolve) => setTimeout(resolve, Math.min(rest, lookMs)));
  }
}
