import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { postRequest } from './http-connection.ts';
import { openLoad, percentile } from './load.ts';

let server: Server;
afterEach(() => server.close());

/** Answers each request after so many milliseconds, the first one after `stall`. */
async function serve(stall: number): Promise<number> {
  let answered = 0;
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      answered += 1;
      void setTimeout(answered === 1 ? stall : 0).then(() => response.end('{"verdict":"pass"}'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const next = () => postRequest('/', {});

test('a server that stands still for a moment is late for everybody who would have come meanwhile', async () => {
  const load = await openLoad(await serve(300), 1, () => undefined);
  const latencies = await load.open(400, 100, next);
  load.close();
  expect(latencies).toHaveLength(40);
  // One answer takes 300 ms; of the 30 requests that were to be sent by then, half wait for 150 ms and longer.
  expect(latencies.filter((latency) => latency >= 150).length).toBeGreaterThanOrEqual(14);
});

test('an answer that is not what was asked for ends the measurement', async () => {
  const refuse = () => {
    throw new Error('not this');
  };
  const load = await openLoad(await serve(0), 2, refuse);
  await expect(load.open(100, 50, next)).rejects.toThrow('not this');
  await expect(load.closed(100, next)).rejects.toThrow('not this');
  load.close();
});

test('a percentile is the value that so great a share does not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([percentile(hundred, 0.99), percentile(hundred, 0.5), percentile([7], 0.99)]).toEqual([99, 50, 7]);
});
