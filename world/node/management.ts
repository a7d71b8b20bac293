import { createServer, type Server } from 'node:http';
import type { KillSwitch } from './kill-switch.ts';
import type { MovableClock } from './movable-clock.ts';

/** What the management port of a process can do to it. */
export interface Managed {
  readonly clock: MovableClock;
  readonly killSwitch?: KillSwitch | undefined;
}

type Change = (managed: Managed, body: string) => object | undefined;

/**
 * `PUT /clock {"now": "<RFC 3339>"}` moves the clock, `DELETE /clock` gives the machine's time back. Where the process has a kill
 * switch, `PUT /kill-point {"point": "declareHealth/after-commit", "nth": 1}` arms it, `GET /points` says which points were
 * reached how often, and `DELETE /points` forgets all that. Loopback only.
 */
export async function serveManagement(managed: Managed, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const change = changes[`${request.method} ${request.url}`];
      const answer = change?.(managed, Buffer.concat(chunks).toString('utf8'));
      const status = change === undefined ? 404 : answer === undefined ? 400 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

const time = ({ clock }: Managed) => ({ now: clock.now().toISOString() });

const changes: Readonly<Record<string, Change>> = {
  'GET /clock': time,
  'DELETE /clock'(managed) {
    managed.clock.set(undefined);
    return time(managed);
  },
  'PUT /clock'(managed, body) {
    const instant = new Date(read(body)['now'] as string);
    if (Number.isNaN(instant.getTime())) return undefined;
    managed.clock.set(instant);
    return time(managed);
  },
  'GET /points': ({ killSwitch }) => killSwitch && { points: killSwitch.points() },
  'DELETE /points'({ killSwitch }) {
    killSwitch?.forget();
    return killSwitch && {};
  },
  'PUT /kill-point'({ killSwitch }, body) {
    const { point, nth } = read(body);
    if (typeof point !== 'string' || !Number.isInteger(nth) || (nth as number) < 1) return undefined;
    killSwitch?.arm(point, nth as number);
    return killSwitch && { point, nth };
  },
};

function read(body: string): Record<string, unknown> {
  try {
    return (JSON.parse(body) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
