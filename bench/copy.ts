import type { Connection, PoolClient } from 'pg';

/** COPY … FROM STDIN of rows in text format, and its commit. The driver has the messages of the protocol and no call for them. */
export function copyIn(client: PoolClient, statement: string, rows: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const copy = {
      submit: (connection: Connection) => connection.query(statement),
      handleCopyInResponse(connection: CopyConnection) {
        connection.sendCopyFromChunk(rows);
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => (failure = error),
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
    };
    void client.query(copy as unknown as Parameters<PoolClient['query']>[0]);
  });
}

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
}
