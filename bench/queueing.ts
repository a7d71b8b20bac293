import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { schemas } from '@tongxing/contract';
import type { ConnectionPool } from './connection-pool.ts';
import type { Applicant } from './crowd.ts';
import { type Answer, postRequest } from './http-connection.ts';

/** An answer to one request, acknowledgement or ticket. All instants are on the clock of `performance.now`. */
export interface Answered {
  readonly applicant: Applicant;
  /** When her very first request was to be sent. */
  readonly since: number;
  /** Milliseconds from when this request was to be sent, whether or not it could be, to its answer. */
  readonly took: number;
  readonly at: number;
  readonly conversionId?: string;
}

export interface Queueing {
  readonly taken: readonly Answered[];
  readonly refused: readonly Answered[];
  /** What was neither taken in nor given a ticket. */
  readonly failed: readonly string[];
  /** Requests written by now, and how many of them came with a ticket. */
  readonly sent: { requests: number; withTicket: number };
  /** Those who hold a ticket and have not come again yet. */
  waiting(): number;
  /** Requests on their way. */
  pending(): number;
  /** New people at a fixed rate, whatever the node does, and those whose ticket is due when it is; settles when all have been sent. */
  arrive(applicants: readonly Applicant[], perSecond: number): Promise<void>;
  /** Whoever holds a ticket comes when it is due, for so long. */
  keepComing(milliseconds: number): Promise<void>;
  /** Whoever holds a ticket leaves. */
  leave(): void;
  /** Settles when every request that was sent has been answered. */
  answered(): Promise<void>;
}

interface Coming {
  readonly applicant: Applicant;
  readonly since: number;
  readonly dueAt: number;
  readonly ticket?: string;
}

/** Tickets are due by the second; those of one moment are looked at together. */
const slotMs = 20;

/**
 * People who apply as a phone does: each once, and who is given a ticket comes again with it by herself when it is due. Every instant at
 * which somebody comes is fixed beforehand or by the ticket, never by when an answer to another comes.
 * @param onTaken told of each acknowledgement as it comes
 */
export function createQueueing(
  pool: Pick<ConnectionPool, 'send'>,
  form: (applicant: Applicant) => unknown,
  onTaken: (answered: Answered & { readonly conversionId: string }) => void = () => undefined,
): Queueing {
  const [taken, refused, failed] = [[] as Answered[], [] as Answered[], [] as string[]];
  const slots = new Map<number, Coming[]>();
  const sent = { requests: 0, withTicket: 0 };
  const onTheirWay = new Set<Coming>();
  let holding = 0;
  let slot = slotOf(performance.now());

  function send(coming: Coming): void {
    onTheirWay.add(coming);
    sent.requests += 1;
    if (coming.ticket !== undefined) sent.withTicket += 1;
    const { applicant, ticket } = coming;
    pool.send(postRequest('/conversions', form(applicant), applicant.token, ticket)).then(
      (answer) => take(coming, answer),
      (error: unknown) => {
        onTheirWay.delete(coming);
        failed.push(String(error));
      },
    );
  }

  function take(coming: Coming, { status, body }: Answer): void {
    const { applicant, since, dueAt } = coming;
    onTheirWay.delete(coming);
    const at = performance.now();
    const answered = { applicant, since, took: at - dueAt, at };
    if (status === 202) {
      const { conversionId } = JSON.parse(body) as schemas.Conversion;
      taken.push({ ...answered, conversionId });
      onTaken({ ...answered, conversionId });
      return;
    }
    const { ticket, retryAfterSeconds } = status === 429 ? (JSON.parse(body) as schemas.Problem) : {};
    if (ticket === undefined || retryAfterSeconds === undefined) {
      failed.push(`${status} ${body.slice(0, 200)}`);
      return;
    }
    refused.push(answered);
    queue({ applicant, since, dueAt: at + retryAfterSeconds * 1000, ticket: ticket.ticket });
  }

  function queue(coming: Coming): void {
    const key = Math.max(slot + 1, slotOf(coming.dueAt));
    const others = slots.get(key);
    if (others === undefined) slots.set(key, [coming]);
    else others.push(coming);
    holding += 1;
  }

  function sendDue(now: number): void {
    for (; slot < slotOf(now); slot += 1) {
      for (const coming of slots.get(slot) ?? []) {
        holding -= 1;
        send(coming);
      }
      slots.delete(slot);
    }
  }

  return {
    taken,
    refused,
    failed,
    sent,
    waiting: () => holding,
    pending: () => onTheirWay.size,
    async arrive(applicants, perSecond) {
      const start = performance.now();
      const dueOf = (n: number) => start + (n * 1000) / perSecond;
      for (let next = 0; next < applicants.length;) {
        const now = performance.now();
        sendDue(now);
        for (; next < applicants.length && dueOf(next) <= now; next += 1) {
          send({ applicant: applicants[next] as Applicant, since: dueOf(next), dueAt: dueOf(next) });
        }
        // A timer is a millisecond late and more; answers are read in between.
        if (dueOf(next) - performance.now() < 1) await setImmediate();
        else await wait(1);
      }
    },
    async keepComing(milliseconds) {
      for (const until = performance.now() + milliseconds; performance.now() < until; await wait(5)) {
        sendDue(performance.now());
      }
    },
    leave() {
      slots.clear();
      holding = 0;
    },
    async answered() {
      while (onTheirWay.size > 0) await wait(5);
    },
  };
}

function slotOf(instant: number): number {
  return Math.floor(instant / slotMs);
}
