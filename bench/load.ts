import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Answer, type Connection, openConnection } from './http-connection.ts';

/** Requests in the order in which they are sent; undefined when there are no more, which fails the measurement. */
export type NextRequest = () => Uint8Array | undefined;

export interface Load {
  /** As many requests as the server can take, each connection waiting for its answer: answers per second. */
  closed(milliseconds: number, next: NextRequest): Promise<number>;
  /**
   * Requests at fixed instants, `rate` a second, whatever the server does: milliseconds from the instant at which each was to be
   * sent to its answer, waiting for a free connection included.
   */
  open(milliseconds: number, rate: number, next: NextRequest): Promise<number[]>;
  /** These requests, each connection waiting for its answer. */
  all(requests: readonly Uint8Array[]): Promise<void>;
  close(): void;
}

/** @param check throws for an answer that is not what was asked for */
export async function openLoad(port: number, connections: number, check: (answer: Answer) => void): Promise<Load> {
  const pool = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  return {
    closed: (milliseconds, next) => closedLoop(pool, milliseconds, next, check),
    open: (milliseconds, rate, next) => openLoop(pool, milliseconds, rate, next, check),
    all: (requests) => sendAll(pool, requests, check),
    close: () => pool.forEach((connection) => connection.close()),
  };
}

async function sendAll(
  pool: readonly Connection[],
  requests: readonly Uint8Array[],
  check: (answer: Answer) => void,
): Promise<void> {
  const left = requests.values();
  const worker = async (connection: Connection) => {
    for (const request of left) check(await connection.send(request));
  };
  await Promise.all(pool.map(worker));
}

async function closedLoop(
  pool: readonly Connection[],
  milliseconds: number,
  next: NextRequest,
  check: (answer: Answer) => void,
): Promise<number> {
  const start = performance.now();
  let answers = 0;
  const worker = async (connection: Connection) => {
    while (performance.now() - start < milliseconds) {
      check(await connection.send(take(next)));
      answers += 1;
    }
  };
  await Promise.all(pool.map(worker));
  return (answers * 1000) / (performance.now() - start);
}

async function openLoop(
  pool: readonly Connection[],
  milliseconds: number,
  rate: number,
  next: NextRequest,
  check: (answer: Answer) => void,
): Promise<number[]> {
  const total = Math.floor((milliseconds * rate) / 1000);
  const free = [...pool];
  const late: number[] = [];
  const latencies: number[] = [];
  const start = performance.now();
  const intended = (n: number) => start + (n * 1000) / rate;
  const failures: unknown[] = [];
  const send = async (n: number, connection: Connection): Promise<void> => {
    check(await connection.send(take(next)));
    latencies.push(performance.now() - intended(n));
    const waiting = late.shift();
    if (waiting === undefined) free.push(connection);
    else await send(waiting, connection);
  };
  let sent = 0;
  while (latencies.length < total && failures.length === 0) {
    for (; sent < total && performance.now() >= intended(sent); sent += 1) {
      const connection = free.pop();
      if (connection === undefined) late.push(sent);
      else send(sent, connection).catch((error: unknown) => failures.push(error));
    }
    // A timer is a millisecond late and more: near the next instant the loop goes round without one.
    if (sent < total && intended(sent) - performance.now() < 2) await setImmediate();
    else await setTimeout(1);
  }
  if (failures.length > 0) throw failures[0];
  return latencies;
}

function take(next: NextRequest): Uint8Array {
  const request = next();
  if (request === undefined) throw new Error('no request is left to send');
  return request;
}

/** The value that so great a share (0 to 1) of the values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
}
