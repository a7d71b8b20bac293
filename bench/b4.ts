import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Answer, postRequest } from './http-connection.ts';
import { type Load, openLoad, percentile } from './load.ts';
import { type NodeUnderLoad, openNode } from './node-under-load.ts';
import type { BenchResult, Sample } from './result.ts';
import { type Budget, judge, median, type Round } from './rounds.ts';
import { createDisplays, enrolDevices, takeStrips } from './scan-traffic.ts';

/** Requests in flight at once, of work and baseline alike. */
const CONNECTIONS = 64;
const STRIPS_EACH = 32;
const DEVICES = 8;
/** Scans a second for which displays are signed before anything has been measured; later, twice as many as in the fastest round. */
const FIRST_GUESS = 12_000;
const LATENCY_BUDGET = 100;
const SHARE_OF_PEAK = 0.7;
const LATENCY_ROUNDS = 5;

/**
 * B4: scans verified by a running node (web process, signer, durable database): HTTP, session, device, status and colour looked up, two
 * signatures, the scan committed, the verdict answered. Beside it, in turns, a Fastify route with two verifications, one import and
 * a batched insert into the same database. Both are asked by the same generator on the same cores. Every display is
 * distinct. Wall-clock time. Then the latency at 70 % of the node's own peak, requests sent at fixed instants.
 */
export async function run(sample: Sample): Promise<BenchResult[]> {
  const node = await openNode(sample.people);
  const stops: (() => unknown)[] = [() => node.close()];
  try {
    const baseline = await startBaseline(node.databaseUrl, stops);
    const scans = await openLoad(Number(new URL(node.url).port), CONNECTIONS, requirePass);
    stops.push(() => scans.close());
    const requests = await prepareScans(node);
    const rounds: Round[] = [];
    for (let round = -2; round < sample.rounds; round += 1) {
      const most = 2 * Math.max(...rounds.map(({ work }) => work), FIRST_GUESS / 2);
      const work = async () => scans.closed(sample.milliseconds, await requests(sample.milliseconds, most));
      const other = () => baseline.closed(sample.milliseconds, fillers());
      const [first, second] = round % 2 === 0 ? [work, other] : [other, work];
      const [a, b] = [await first(), await second()];
      if (round >= 0) rounds.push(round % 2 === 0 ? { work: a, baseline: b } : { work: b, baseline: a });
    }
    const budget: Budget = {
      id: 'B4',
      name: 'online scan',
      budget: 0.6,
      unit: 'scans',
      baseline: 'Fastify with two verifications, one import and a batched insert',
      per: 'second',
    };
    const result = judge(budget, rounds);
    return [result, await latency(scans, requests, result.value, sample.milliseconds)];
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function startBaseline(databaseUrl: string, stops: (() => unknown)[]): Promise<Load> {
  const child = fork(fileURLToPath(new URL('b4-baseline.ts', import.meta.url)), [databaseUrl]);
  stops.push(async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
  const [port] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the baseline did not start'))),
  ])) as [number];
  const load = await openLoad(port, CONNECTIONS, requirePass);
  stops.push(() => load.close());
  return load;
}

/** Signs displays for so many milliseconds beforehand; they are shown to the devices in turn. */
async function prepareScans(node: NodeUnderLoad) {
  const displays = createDisplays(await takeStrips(node.clients, STRIPS_EACH));
  const devices = await enrolDevices(node, DEVICES);
  return async (milliseconds: number, rate: number) => {
    const texts = await displays(Math.ceil((milliseconds * rate) / 1000) + CONNECTIONS);
    const requests = texts
      .map((text, n) =>
        postRequest('/code-verification', { scanId: randomUUID(), text }, devices[n % devices.length]!.token),
      )
      .values();
    return () => requests.next().value;
  };
}

/** Requests of the same size for the baseline, which has what it verifies. */
function fillers() {
  const text = 'A'.repeat(580);
  let n = 0;
  return () => postRequest('/scan', { scanId: randomUUID(), text, n: n++ });
}

function requirePass({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('"verdict":"pass"')) throw new Error(`answered ${status}: ${body}`);
}

async function latency(
  scans: Load,
  requests: (milliseconds: number, rate: number) => Promise<() => Uint8Array | undefined>,
  peak: number,
  milliseconds: number,
): Promise<BenchResult> {
  const rate = peak * SHARE_OF_PEAK;
  const rounds: number[][] = [];
  for (let round = 0; round < LATENCY_ROUNDS; round += 1) {
    rounds.push(await scans.open(2 * milliseconds, rate, await requests(2 * milliseconds, rate)));
  }
  const p99s = rounds.map((latencies) => percentile(latencies, 0.99));
  const value = median(p99s);
  const middle = median(rounds.map((latencies) => percentile(latencies, 0.5)));
  const spread = `${Math.min(...p99s).toFixed(0)}–${Math.max(...p99s).toFixed(0)}`;
  return {
    id: 'B4',
    name: `p99 under ${LATENCY_BUDGET} ms at 70 % of its own peak`,
    ratio: LATENCY_BUDGET / value,
    budget: 1,
    value,
    unit: 'ms',
    pass: value < LATENCY_BUDGET,
    detail: `p99 ${value.toFixed(1)} ms, median ${middle.toFixed(1)} ms at ${rate.toFixed(0)} scans per second; ${LATENCY_ROUNDS} rounds, p99 ${spread}`,
  };
}
