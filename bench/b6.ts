import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createDatabase, dropDatabase, ensurePostgres } from '@tongxing/server/embedded-postgres';
import { startChild } from '@tongxing/world/child.ts';
import { follow, type Finished } from './conversions.ts';
import { cpuTime } from './cpu-time.ts';
import { arriveAt, createPoster, keepBusy } from './open-loop.ts';
import type { BenchLine, Sample } from './result.ts';
import { median } from './rounds.ts';
import { openTwoNodes, type TwoNodes } from './two-nodes.ts';

/** Decided a second: thirty million a day at a uniform rate. */
export const TARGET = 350;
/** Offered a second: a little more, so that the target can be missed by the system and not by the arrivals. */
const OFFERED = 360;
/** Seconds from the application to its green code, for nineteen of twenty. */
export const LIMIT = 3;
const ROUNDS = 5;
const AT_A_TIME = 1000;
const TOGETHER = 96;
const WARM_UP = 1000;

/**
 * Conversions on the automatic path: Shanxi's people apply at Shandong's node over HTTP, which asks Shanxi's in signed messages,
 * decides, and gives them a code. Both nodes with their databases, and those who apply, share this machine.
 */
export async function run({ seconds }: Sample): Promise<BenchLine[]> {
  const started = performance.now();
  const nodes = await openTwoNodes(WARM_UP + ROUNDS * AT_A_TIME + OFFERED * seconds);
  const setUp = (performance.now() - started) / 1000;
  try {
    const rest = nodes.travellers.slice();
    await convertAll(nodes, rest.splice(0, WARM_UP));
    const ratios = await againstBareHop(nodes, rest.splice(0, ROUNDS * AT_A_TIME));
    const sample = `${rest.length + WARM_UP + ROUNDS * AT_A_TIME} people, set up in ${setUp.toFixed(0)} s`;
    return [...(await openLoop(nodes, seconds, sample)), ...ratios];
  } finally {
    await nodes.close();
  }
}

/** People arrive at a rate of their own; what counts is what is decided while they do, and how long each of them waited. */
async function openLoop(nodes: TwoNodes, seconds: number, sample: string): Promise<BenchLine[]> {
  const arriving = nodes.travellers.slice(WARM_UP + ROUNDS * AT_A_TIME);
  const following = follow(nodes);
  const cpuBefore = await cpuTime(`bench_${process.pid}_`);
  const start = performance.now();
  await arriveAt(OFFERED, arriving, (traveller, due) => following.apply(traveller, due));
  const end = start + seconds * 1000;
  const left = await following.settled();
  const cpuAfter = await cpuTime(`bench_${process.pid}_`);
  const { finished } = following;
  // The first tenth fills what a steady state has on its way.
  const from = start + seconds * 100;
  const steady = finished.filter(({ at }) => at > from && at <= end).length;
  const rate = (steady * 1000) / (end - from);
  const green = finished.filter(({ state }) => state === 'approved');
  const allGreen = left === 0 && green.length === arriving.length;
  const p95 = at(green, 0.95);
  const detail = `${seconds} s at ${OFFERED} offered/s, ${green.length} of ${arriving.length} green; ${sample}`;
  return [
    {
      id: 'B6',
      name: 'conversions decided',
      ratio: rate / TARGET,
      budget: 1,
      value: rate,
      unit: 'decided/s',
      pass: rate >= TARGET && allGreen,
      detail: `${rate.toFixed(0)} decided/s of ${TARGET}, ${detail}`,
    },
    {
      id: 'B6',
      name: 'conversion, time to green',
      ratio: LIMIT / p95,
      budget: 1,
      value: p95,
      unit: 's',
      pass: p95 < LIMIT && allGreen,
      detail: `p95 ${p95.toFixed(2)} s of ${LIMIT} s, p50 ${at(green, 0.5).toFixed(2)} s`,
    },
    ...describeCpu(cpuBefore, cpuAfter, arriving.length),
  ];
}

/** What a busy machine does not change much: the CPU time of a conversion, everything and everybody that takes part included. */
function describeCpu(before: number | undefined, after: number | undefined, conversions: number): BenchLine[] {
  if (before === undefined || after === undefined) return [];
  const each = (after - before) / conversions;
  const most = ((1000 * availableParallelism()) / each).toFixed(0);
  return [
    { note: `B6 (CPU time) ${each.toFixed(2)} ms a conversion, nodes, databases and load: at most ${most}/s here` },
  ];
}

/** Seconds, at a share of the sorted. */
function at(finished: readonly Finished[], share: number): number {
  const sorted = finished.map(({ took }) => took).toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity) / 1000;
}

/** As fast as it goes: conversions beside the bare hop, in turns, so that whatever else the machine does meets both. */
async function againstBareHop(nodes: TwoNodes, travellers: TwoNodes['travellers']): Promise<BenchLine[]> {
  const bare = await openBareHop();
  try {
    await bare.postAll(WARM_UP);
    const rounds: { work: number; baseline: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const some = travellers.slice(round * AT_A_TIME, (round + 1) * AT_A_TIME);
      const work = await perSecond(() => convertAll(nodes, some));
      rounds.push({ work, baseline: await perSecond(() => bare.postAll(AT_A_TIME)) });
    }
    const work = median(rounds.map((round) => round.work)).toFixed(0);
    const baseline = median(rounds.map((round) => round.baseline)).toFixed(0);
    const ratio = median(rounds.map((round) => round.work / round.baseline)).toFixed(2);
    const note = `${ratio} of POST, commit, signed hop, commit, nothing else (${baseline}/s), ${ROUNDS} rounds of ${AT_A_TIME}`;
    return [{ note: `B6 (closed loop, ${TOGETHER} at a time) ${work} decided/s: ${note}` }];
  } finally {
    await bare.close();
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (AT_A_TIME * 1000) / (performance.now() - start);
}

export async function convertAll(nodes: TwoNodes, travellers: TwoNodes['travellers']): Promise<void> {
  const following = follow(nodes);
  await keepBusy(TOGETHER, travellers, (traveller) => following.apply(traveller));
  if ((await following.settled()) > 0) throw new Error('applications were not decided');
}

const program = fileURLToPath(new URL('./bare-hop.ts', import.meta.url));

/** Two processes with a durable database each. */
async function openBareHop() {
  const stops: (() => Promise<unknown>)[] = [];
  const postgres = await ensurePostgres({ instance: 'bench', durable: true });
  stops.push(() => postgres.release());
  const start = async (name: string, other: readonly string[]) => {
    const database = `bench_${process.pid}_${name}`;
    await createDatabase(postgres, database);
    stops.push(() => dropDatabase(postgres, database));
    const child = await startChild(name, program, [postgres.url(database), ...other]);
    stops.push(() => child.stop());
    return child.ready[1] as string;
  };
  const there = await start('hop_there', []);
  const poster = createPoster(await start('hop_here', [there]));
  stops.push(async () => poster.close());
  // As long as an application.
  const body = JSON.stringify({ filling: randomBytes(300).toString('base64url') });
  return {
    postAll: (count: number) =>
      keepBusy(TOGETHER, Array.from({ length: count }), async () => {
        const { status } = await poster.post('', body);
        if (status !== 202) throw new Error(`the bare hop was answered ${status}`);
      }),
    async close() {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}
