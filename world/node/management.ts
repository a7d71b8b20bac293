import { createServer, type Server } from 'node:http';
import type { MovableClock } from './movable-clock.ts';

/** `PUT /clock {"now": "<RFC 3339>"}` moves the clock, `DELETE /clock` gives the machine's time back. Loopback only. */
export async function serveManagement(clock: MovableClock, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = apply(clock, `${request.method} ${request.url}`, Buffer.concat(chunks).toString('utf8'));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ now: clock.now().toISOString() }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function apply(clock: MovableClock, request: string, body: string): number {
  if (request === 'GET /clock') return 200;
  if (request === 'DELETE /clock') {
    clock.set(undefined);
    return 200;
  }
  if (request !== 'PUT /clock') return 404;
  const instant = readNow(body);
  if (instant === undefined) return 400;
  clock.set(instant);
  return 200;
}

function readNow(body: string): Date | undefined {
  try {
    const instant = new Date((JSON.parse(body) as { now: string }).now);
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  } catch {
    return undefined;
  }
}
