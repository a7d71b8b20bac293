import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection that sends prepared bytes and reads answers with a Content-Length: a load generator that costs
 * next to nothing, since it shares the cores with what it measures. One request at a time; any fault rejects.
 */
export interface Connection {
  send(request: Uint8Array): Promise<Answer>;
  /** False once the other side has closed it, has said that this answer was its last one here, or is about to, since it was idle so long. */
  isOpen(): boolean;
  close(): void;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return readAnswers(socket);
}

function readAnswers(socket: Socket): Connection {
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  let text = '';
  let open = true;
  let idleUntil = Infinity;
  const fail = (error: Error) => waiting?.reject(error);
  socket.removeAllListeners('error').on('error', fail);
  socket.on('close', () => {
    open = false;
    fail(new Error('the connection was closed'));
  });
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2))?.[1] ?? NaN);
    if (Number.isNaN(length)) return fail(new Error('an answer without Content-Length'));
    if (text.length < end + 4 + length) return;
    if (/\r\nconnection: close/i.test(text.slice(0, end + 2))) open = false;
    const kept = /\r\nkeep-alive: timeout=(\d+)/i.exec(text.slice(0, end + 2))?.[1];
    // A second before the other side lets go: what is written at that very moment would be lost.
    if (kept !== undefined) idleUntil = performance.now() + (Number(kept) - 1) * 1000;
    const answer = { status: Number(text.slice(9, 12)), body: text.slice(end + 4, end + 4 + length) };
    text = text.slice(end + 4 + length);
    waiting?.resolve(answer);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection is closed'));
        waiting = { resolve, reject };
        socket.write(request);
      }),
    isOpen: () => open && performance.now() < idleUntil,
    close: () => socket.destroy(),
  };
}

/** A POST of JSON as it goes over the wire. @param ticket that an earlier answer gave out */
export function postRequest(path: string, body: unknown, token?: string, ticket?: string): Uint8Array {
  const content = JSON.stringify(body);
  const authorization = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
  const place = ticket === undefined ? '' : `tongxing-ticket: ${ticket}\r\n`;
  const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\n${authorization}${place}content-type: application/json\r\n`;
  return Buffer.from(`${head}content-length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
}
