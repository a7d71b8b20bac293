import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { routes, type RouteDefinition } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import { createManualClock, type ManualClock } from '../../../../test/manual-clock.ts';
import { createLog } from '../../log.ts';
import { noTelemetry } from '../../telemetry.ts';
import type { Principal } from '../principal.ts';
import { createHttpServer, type Surroundings } from '../server.ts';

export interface TestServer {
  readonly app: FastifyInstance;
  readonly clock: ManualClock;
  /** Whom the server takes the next caller for. */
  as(principal: Principal): void;
}

/** The contract's routes, each answered as if a code had been sent, for whoever the test says is calling. */
export async function openServer(
  surroundings: Surroundings = {},
  publicUrl = 'https://shandong.example',
): Promise<TestServer> {
  const clock = createManualClock();
  let caller: Principal = null;
  const app = await createHttpServer({
    clock,
    log: createLog('silent'),
    telemetry: noTelemetry,
    title: 'test',
    publicUrl,
    authorize: async () => caller,
    implementations: Object.values<RouteDefinition>(routes).map((route) => ({
      route,
      handle: async () => ({ sent: true }),
    })),
    surroundings,
    once: () => (_tx, work) => work(),
  });
  return { app, clock, as: (principal) => (caller = principal) };
}

/** Sends bytes over a connection of its own and answers everything that comes until it is closed. */
export async function sendBytes(app: FastifyInstance, bytes: string): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.once('close', () => resolve(received));
    socket.once('error', reject);
  });
}
