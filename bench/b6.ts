import { setTimeout as wait } from 'node:timers/promises';
import { arriveAt, keepBusy } from './open-loop.ts';
import type { Traveller } from './population.ts';
import type { BenchLine } from './result.ts';
import { openTwoNodes, type TwoNodes } from './two-nodes.ts';

/** A conversion from the moment it should have been asked for until its end is committed, in milliseconds. */
export interface Finished {
  readonly at: number;
  readonly took: number;
  readonly state: string;
}

/** How often the destination's database is asked which applications are decided; a latency is that much too long at most. */
const LOOK_EVERY = 100;
const PATIENCE = 60_000;

/** Follows applications until each has been decided. */
export function follow(nodes: TwoNodes) {
  const open = new Map<string, { personId: string; conversionId: string; since: number }>();
  const finished: Finished[] = [];
  let stopped = false;
  const looking = (async () => {
    while (!stopped) {
      await wait(LOOK_EVERY);
      const ends = open.size === 0 ? new Map<string, string>() : await nodes.decided([...open.values()]);
      const at = performance.now();
      for (const [id, state] of ends) {
        const application = open.get(id);
        open.delete(id);
        if (application !== undefined) finished.push({ at, took: at - application.since, state });
      }
    }
  })();
  return {
    finished,
    async apply(traveller: Traveller, since: number) {
      const conversionId = await nodes.apply(traveller);
      open.set(conversionId, { personId: traveller.personId, conversionId, since });
    },
    /** Resolves when nothing is open any more. */
    async settled() {
      const until = performance.now() + PATIENCE;
      while (open.size > 0 && performance.now() < until) await wait(LOOK_EVERY);
      stopped = true;
      await looking;
      return open.size;
    },
  };
}

export async function trial(perSecond: number, seconds: number): Promise<BenchLine[]> {
  const count = perSecond * seconds;
  const started = performance.now();
  const nodes = await openTwoNodes(count + 1000);
  console.log(`set up in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  try {
    const lines: BenchLine[] = [];
    const closed = follow(nodes);
    const from = performance.now();
    await keepBusy(64, nodes.travellers.slice(0, 1000), (t) => closed.apply(t, performance.now()));
    const applied = performance.now() - from;
    await closed.settled();
    const all = performance.now() - from;
    lines.push({ note: `closed: ${(1e6 / applied).toFixed(0)} applied/s, ${(1e6 / all).toFixed(0)} decided/s ${states(closed.finished)}` });
    const open = follow(nodes);
    const begin = performance.now();
    await arriveAt(perSecond, nodes.travellers.slice(1000), (t, due) => open.apply(t, due));
    const end = performance.now();
    const left = await open.settled();
    const within = open.finished.filter(({ at }) => at <= end).length;
    const sorted = open.finished.map(({ took }) => took).toSorted((a, b) => a - b);
    const at = (share: number) => ((sorted[Math.floor(sorted.length * share)] ?? NaN) / 1000).toFixed(2);
    lines.push({
      note: `open ${perSecond}/s: ${((within * 1000) / (end - begin)).toFixed(0)} decided/s, p50 ${at(0.5)} s p95 ${at(0.95)} s, left ${left} ${states(open.finished)}`,
    });
    return lines;
  } finally {
    await nodes.close();
  }
}

function states(finished: readonly Finished[]): string {
  const counts: Record<string, number> = {};
  for (const { state } of finished) counts[state] = (counts[state] ?? 0) + 1;
  return JSON.stringify(counts);
}

export function summary(finished: readonly Finished[]): string {
  const sorted = finished.map(({ took }) => took).toSorted((a, b) => a - b);
  const at = (share: number) => ((sorted[Math.floor(sorted.length * share)] ?? NaN) / 1000).toFixed(2);
  return `${finished.length} p50 ${at(0.5)} s p95 ${at(0.95)} s ${states(finished)}`;
}
