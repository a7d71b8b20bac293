import { type Answer, type Connection, openConnection } from './http-connection.ts';

/** Connections as a gateway keeps them: opened when all are taken, up to so many; then whoever comes waits for one. */
export interface ConnectionPool {
  send(request: Uint8Array): Promise<Answer>;
  /** How many connections there are, and how many requests have been written to one so far. */
  size(): number;
  written(): number;
  close(): void;
}

export function createConnectionPool(port: number, most: number): ConnectionPool {
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const waiting: PromiseWithResolvers<Connection>[] = [];
  let [opening, written] = [0, 0];

  async function take(): Promise<Connection> {
    for (let known = free.pop(); known !== undefined; known = free.pop()) {
      if (known.isOpen()) return known;
      drop(known);
    }
    if (all.size + opening < most) return open();
    const next = Promise.withResolvers<Connection>();
    waiting.push(next);
    return next.promise;
  }

  async function open(): Promise<Connection> {
    opening += 1;
    try {
      const connection = await openConnection(port);
      all.add(connection);
      return connection;
    } finally {
      opening -= 1;
    }
  }

  function give(connection: Connection): void {
    const next = waiting.shift();
    if (connection.isOpen()) {
      if (next === undefined) free.push(connection);
      else next.resolve(connection);
      return;
    }
    drop(connection);
    if (next !== undefined) void openFor(next);
  }

  function drop(connection: Connection): void {
    all.delete(connection);
    connection.close();
  }

  async function openFor(next: PromiseWithResolvers<Connection>): Promise<void> {
    try {
      next.resolve(await open());
    } catch (error) {
      next.reject(error);
    }
  }

  return {
    async send(request) {
      const connection = await take();
      written += 1;
      try {
        return await connection.send(request);
      } finally {
        give(connection);
      }
    },
    size: () => all.size,
    written: () => written,
    close: () => all.forEach((connection) => connection.close()),
  };
}
