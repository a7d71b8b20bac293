import { fileURLToPath } from 'node:url';
import { startChild } from '@tongxing/world/child.ts';
import { convertAll, LIMIT, TARGET } from './b6.ts';
import { type ConnectionPool, createConnectionPool } from './connection-pool.ts';
import { follow, type Following } from './conversions.ts';
import { type Applicant, registerCrowd } from './crowd.ts';
import { describeLoad } from './machine.ts';
import { percentile } from './load.ts';
import { type Answered, createQueueing, type Queueing } from './queueing.ts';
import type { BenchLine, BenchResult, Sample } from './result.ts';
import { openTwoNodes, type TwoNodes } from './two-nodes.ts';

/** New people a second: ten times what B6 asks for. */
const RATE = 10 * TARGET;
const MOST_SECONDS = 120;
/** Seconds from when an application was to be sent to its acknowledgement or ticket, for 99 of 100. */
const ACKNOWLEDGED_WITHIN = 2;
/** Seconds after the end until newcomers are decided as B6 asks, and how many come in a second to find out: half of its rate. */
const RECOVERED_WITHIN = 10;
const NEWCOMERS = TARGET / 2;
const AFTERWARDS_SECONDS = 15;
/** Tells the node its own pace, as an ordinary day does. */
const WARM_UP = 800;
const CONNECTIONS = 4096;
const CALIBRATION_SECONDS = 3;

/**
 * Ten times as many apply as can be decided, for two minutes; then they leave, tickets and all, and an ordinary morning goes on. All of
 * them, the generator too, share the cores with both nodes and their databases, so that what it costs to refuse is missing from what is
 * decided. Nobody waits for another's answer: see {@link createQueueing}.
 */
export async function run({ seconds }: Sample): Promise<BenchLine[]> {
  const overload = Math.min(MOST_SECONDS, seconds);
  const started = performance.now();
  // Who comes first is let in first: as many as B6 asks for, and those undecided at the end. Of those who come within the same two
  // seconds the node may read one as well as another first.
  const early = TARGET * overload + 4 * TARGET + ACKNOWLEDGED_WITHIN * RATE;
  const newcomers = NEWCOMERS * AFTERWARDS_SECONDS;
  const nodes = await openTwoNodes(WARM_UP + Math.min(early, RATE * overload) + newcomers);
  try {
    const travellers = nodes.travellers.map((traveller) => ({ ...traveller, isTraveller: true }));
    await convertAll(nodes, travellers.splice(0, WARM_UP));
    const latecomers = travellers.splice(0, newcomers);
    const crowd = await registerCrowd(nodes.configFile, RATE * overload - travellers.length);
    const setUp = ((performance.now() - started) / 1000).toFixed(0);
    const note = `B7 (generator) ${await calibrate()}; set up in ${setUp} s`;
    return [{ note }, ...(await overloaded(nodes, [...travellers, ...crowd], latecomers))];
  } finally {
    await nodes.close();
  }
}

async function overloaded(
  nodes: TwoNodes,
  crowd: readonly Applicant[],
  newcomers: readonly Applicant[],
): Promise<BenchLine[]> {
  const pool = createConnectionPool(Number(new URL(nodes.url).port), CONNECTIONS);
  const following = follow(nodes);
  const form = formsOf(nodes);
  const came = createQueueing(pool, form, ({ applicant, conversionId, at }) => {
    if (applicant.isTraveller) following.add({ personId: applicant.personId, conversionId }, at);
  });
  try {
    const start = performance.now();
    await came.arrive(crowd, RATE);
    const written = pool.written();
    const took = (performance.now() - start) / 1000;
    const held = came.waiting();
    const loadThen = describeLoad();
    const openThen = following.open();
    came.leave();
    const later = await comeAfterwards(nodes, pool, form, newcomers);
    await came.answered();
    const open = await following.settled();
    return [
      offered(written / took, took, came, pool, loadThen),
      decided(came, following, open, openThen),
      ticketed(came, held),
      acknowledged(came),
      ...later,
    ];
  } finally {
    pool.close();
  }
}

/** Of one moment all forms but for the consents are the same. */
function formsOf(nodes: TwoNodes): (applicant: Applicant) => unknown {
  const [traveller] = nodes.travellers;
  if (traveller === undefined) throw new Error('nobody is there');
  const form = nodes.form(traveller) as Record<string, unknown>;
  return ({ consent }) => ({ ...form, consent });
}

function offered(rate: number, took: number, came: Queueing, pool: ConnectionPool, load: string): BenchResult {
  const { requests, withTicket } = came.sent;
  return line(
    'offered',
    rate / RATE,
    `${rate.toFixed(0)} requests/s written of ${RATE} new ones, ${took.toFixed(1)} s, ${requests} requests, ${withTicket} of them with a ticket, ${pool.size()} connections, load ${load}`,
    0.99,
  );
}

function decided({ taken }: Queueing, { finished }: Following, open: number, openThen: number): BenchResult {
  const strangers = taken.filter(({ applicant }) => !applicant.isTraveller).length;
  const times = finished.map(({ took }) => took);
  const from = `${(percentile(times, 0.5) / 1000).toFixed(2)} s, p95 ${(percentile(times, 0.95) / 1000).toFixed(2)} s from the acknowledgement`;
  return line(
    'acknowledged and decided',
    taken.length === 0 ? 0 : finished.length / taken.length,
    `${finished.length} of ${taken.length}, p50 ${from}; ${openThen} undecided at the end, ${open} never, ${strangers} let in before their turn`,
  );
}

function ticketed({ refused, failed, sent }: Queueing, held: number): BenchResult {
  const others = refused.length + failed.length;
  const first = failed[0] === undefined ? '' : `, the first: ${failed[0]}`;
  return line(
    'the others hold a ticket',
    others === 0 ? 1 : refused.length / others,
    `${refused.length} tickets given, ${failed.length} other answers${first}; ${sent.withTicket} came again, ${held} still waited`,
  );
}

function acknowledged({ taken, refused }: Queueing): BenchResult {
  const p = (answers: readonly Answered[], share: number) =>
    `${(
      percentile(
        answers.map(({ took }) => took),
        share,
      ) / 1000
    ).toFixed(2)} s`;
  const all = [...taken, ...refused];
  const p99 =
    percentile(
      all.map(({ took }) => took),
      0.99,
    ) / 1000;
  return line(
    `answered within ${ACKNOWLEDGED_WITHIN} s`,
    ACKNOWLEDGED_WITHIN / p99,
    `p99 ${p(all, 0.99)}, p50 ${p(all, 0.5)}; acknowledgements p99 ${p(taken, 0.99)}, tickets p99 ${p(refused, 0.99)}`,
  );
}

/** From the very moment of the end people come who have no ticket; each of them counts from her first request to her green code. */
async function comeAfterwards(
  nodes: TwoNodes,
  pool: ConnectionPool,
  form: (applicant: Applicant) => unknown,
  newcomers: readonly Applicant[],
): Promise<BenchLine[]> {
  const following = follow(nodes);
  const end = performance.now();
  const sinceOf = new Map<string, number>();
  const came = createQueueing(pool, form, ({ applicant: { personId }, conversionId, since }) => {
    sinceOf.set(conversionId, since);
    following.add({ personId, conversionId }, since);
  });
  await came.arrive(newcomers, NEWCOMERS);
  while (came.waiting() + came.pending() > 0) await came.keepComing(100);
  const open = await following.settled();
  const recovered = recoveredAfter(
    following.finished.map(({ at, took }) => ({ came: (at - took - end) / 1000, took: took / 1000 })),
  );
  const allGreen = following.finished.filter(({ state }) => state === 'approved').length === newcomers.length;
  const times = following.finished.map(({ took }) => took / 1000);
  const detail = `${recovered} s after the end p95 to green is below ${LIMIT} s again; ${came.refused.length} tickets to ${newcomers.length} newcomers at ${NEWCOMERS}/s, in all p50 ${percentile(times, 0.5).toFixed(2)} s, longest ${Math.max(...times).toFixed(2)} s, ${open} undecided`;
  const judged = line('back to normal', RECOVERED_WITHIN / Math.max(1, recovered), detail);
  return [{ ...judged, pass: judged.pass && allGreen }];
}

/** The second from which on, in every second, nineteen of twenty who came then had their code within the limit. */
export function recoveredAfter(people: readonly { readonly came: number; readonly took: number }[]): number {
  const bySecond = Map.groupBy(people, ({ came }) => Math.floor(came));
  const slow = [...bySecond].filter(
    ([, those]) =>
      percentile(
        those.map(({ took }) => took),
        0.95,
      ) >= LIMIT,
  );
  return Math.max(0, ...slow.map(([second]) => second + 1));
}

function line(name: string, ratio: number, detail: string, budget = 1): BenchResult {
  return { id: 'B7', name, ratio, budget, value: ratio, unit: '', pass: ratio >= budget, detail };
}

/** The same people at the same rate against a handler that only answers: what the generator can do where nothing holds it up. */
async function calibrate(): Promise<string> {
  const bare = await startChild('bare refusal', fileURLToPath(new URL('./bare-refusal.ts', import.meta.url)), []);
  const pool = createConnectionPool(Number(bare.ready[1]), CONNECTIONS);
  try {
    const consent = {
      grade: 'origin-session' as const,
      authorizationCode: 'A'.repeat(43),
      codeVerifier: 'A'.repeat(43),
    };
    const people = Array.from({ length: CALIBRATION_SECONDS * RATE }, (_, n): Applicant => {
      return { personId: String(n), token: 'A'.repeat(43), consent, isTraveller: false };
    });
    const came = createQueueing(pool, (applicant) => ({ consent: applicant.consent, filling: 'A'.repeat(350) }));
    const start = performance.now();
    await came.arrive(people, RATE);
    const rate = (pool.written() * 1000) / (performance.now() - start);
    await came.answered();
    const times = came.refused.map(({ took }) => took);
    return `${rate.toFixed(0)} requests/s to a bare handler, p99 ${percentile(times, 0.99).toFixed(0)} ms, load ${describeLoad()}`;
  } finally {
    pool.close();
    await bare.stop();
  }
}
