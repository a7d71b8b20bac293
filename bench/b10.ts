import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { addSeconds, daysShownUntil } from '@tongxing/server';
import type { ListFigures, ListScenario } from './b10-lists.ts';
import type { BenchResult } from './result.ts';
import { median } from './rounds.ts';

const MIB = 2 ** 20;
const MB = 1e6;

/** People with one device each, which holds one strip for each validity day. */
const STRIPS = 100_000_000;
/** Of a day's strips. */
const SUPERSEDED = 0.011;
/** The power of two that holds them: 2^27 places, of which three quarters are used. */
const SHARDS = 128;
const ROUNDS = 5;

/** A checkpoint's profile, as both provinces have it: seconds between two polls, and how long an answer counts without a network. */
const TTL = 3600;
const AS_OF_LIMIT = 14_400;
/** Headers of a request with its session and of its answer, uncompressed. */
const HEADER_BYTES = 650;

/**
 * B10: status lists for 100 million people. A validity day has 100 million strips in 128 lists of 2^20 indices; 1.1 % of them are
 * superseded for the whole of the day, which is more than the truth: a day begins with fewer. A process signs and packs the lists
 * as the node does, keeps the tokens (serving) and takes them in as a checkpoint does, unpacked (searching), for the two days whose
 * strips can be shown at one time. The node itself keeps its tokens in the database and makes one list at a time.
 *
 * A checkpoint that polls every hour, on the hour, fetches every list in full, since each is signed anew within the hour: today's
 * 24 times, yesterday's until its last strips end at half past five, tomorrow's from four hours before it begins. Bytes are those
 * of the tokens and of uncompressed headers; TLS adds about a hundredth.
 */
export async function run(): Promise<BenchResult[]> {
  const { heldBytes, peakBytes, setBytes, lookUps } = await measure({
    strips: STRIPS,
    superseded: SUPERSEDED,
    shards: SHARDS,
    days: 2,
    rounds: ROUNDS,
  });
  const sets = setsPolled();
  const polled = sets * (setBytes + SHARDS * HEADER_BYTES);
  const lookUp = median(lookUps);
  const peak = `${(peakBytes / MIB).toFixed(0)} MiB at the worst moment of taking them in`;
  const list = `${(setBytes / SHARDS / 1000).toFixed(1)} kB a list`;
  return [
    below('memory of two days of lists, packed and unpacked', heldBytes / MIB, 200, 'MiB', peak),
    below('a full set at 1.1 % superseded', setBytes / MB, 5, 'MB', `${SHARDS} lists, ${list}`),
    below("a checkpoint's hourly polling a day", polled / MB, 60, 'MB', `${sets} sets`),
    below('look-up, p99', lookUp, 5, 'ms', `${ROUNDS} rounds, worst ${Math.max(...lookUps).toFixed(4)} ms`),
  ];
}

/** Sets of a day's lists that are fetched in 24 hours. */
function setsPolled(): number {
  const midnight = new Date('2026-11-24T00:00:00+08:00');
  return Array.from({ length: 86_400 / TTL }, (_, poll) => {
    const now = addSeconds(midnight, poll * TTL);
    return daysShownUntil(now, addSeconds(now, Math.max(TTL, AS_OF_LIMIT))).length;
  }).reduce((sum, days) => sum + days, 0);
}

async function measure(scenario: ListScenario): Promise<ListFigures> {
  const child = fork(fileURLToPath(new URL('b10-lists.ts', import.meta.url)));
  child.send(scenario);
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the lists ended with ${code}`)));
  const [figures] = (await Promise.race([once(child, 'message'), failed])) as [ListFigures];
  return figures;
}

function below(name: string, value: number, limit: number, unit: string, detail: string): BenchResult {
  const shown = `${value.toPrecision(3)} ${unit} of less than ${limit}; ${detail}`;
  return { id: 'B10', name, ratio: limit / value, budget: 1, value, unit, pass: value < limit, detail: shown };
}
