import { randomInt, randomUUID } from 'node:crypto';
import { createPackSource, decidePeople, transact } from '@tongxing/server/inside';
import { sql } from 'kysely';
import { type Answer, postRequest } from './http-connection.ts';
import { openLoad } from './load.ts';
import { openNode } from './node-under-load.ts';
import { type Node, openNodeDatabase } from './population.ts';
import { makeOriginals, settleResidents } from './residents.ts';
import type { BenchLine, Sample } from './result.ts';
import { median } from './rounds.ts';
import { createDisplays, enrolDevices, takeStrips } from './scan-traffic.ts';

/** So many times as many people at the second look. */
const GROWTH = 20;
const BUDGET = 1.5;
/** Requests and statements in flight at once. */
const TOGETHER = 8;
const STRIPS_EACH = 32;
const DEVICES = 8;
/** Scans a second for which displays are signed. */
const MOST_SCANS = 6000;
/** A district of Jinan, and one of Harbin where everybody was four days ago. */
const HOME = '370102';
const AWAY = '230102';

interface Costs {
  readonly scan: number;
  readonly decision: number;
}

/**
 * B12: what a scan and a decision cost, counted in selects by primary key from the same database, before and after the population has
 * grown twentyfold. A scan goes through the public HTTP of a running node; a decision is a transaction of its own about one person
 * taken at random, from the facts that stand. In turns; wall-clock time.
 */
export async function run(sample: Sample): Promise<BenchLine[]> {
  const under = await openNode(sample.people);
  const stops: (() => unknown)[] = [() => under.close()];
  try {
    const node = await openNodeDatabase(under.configFile);
    stops.push(() => node.close());
    const load = await openLoad(Number(new URL(under.url).port), TOGETHER, requirePass);
    stops.push(() => load.close());
    const displays = createDisplays(await takeStrips(under.clients, STRIPS_EACH));
    const devices = await enrolDevices(under, DEVICES);
    const scans = async () => {
      const texts = await displays(Math.ceil((sample.milliseconds * MOST_SCANS) / 1000));
      const requests = texts
        .map((text, n) =>
          postRequest('/code-verification', { scanId: randomUUID(), text }, devices[n % devices.length]!.token),
        )
        .values();
      return load.closed(sample.milliseconds, () => requests.next().value);
    };
    const originals = await makeOriginals(node, HOME, AWAY);
    const [few, many] = [sample.population / GROWTH, sample.population];
    let people = await settleResidents(node, originals, few);
    const before = await costs(node, people, scans, sample);
    people = [...people, ...(await settleResidents(node, originals, many - few + originals.length))];
    const after = await costs(node, people, scans, sample);
    return (['scan', 'decision'] as const).map((what) => {
      const growth = after[what] / before[what];
      return {
        id: 'B12',
        name: `${what}, from ${few} to ${many} people, no more than ${BUDGET} times the cost`,
        ratio: BUDGET / growth,
        budget: 1,
        value: growth,
        unit: 'times',
        pass: growth <= BUDGET,
        detail: `grows ${growth.toFixed(2)} times: ${before[what].toFixed(1)} selects by key, then ${after[what].toFixed(1)}; ${sample.rounds} rounds each`,
      };
    });
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Medians of the rounds: selects by key that take as long as one. */
async function costs(
  node: Node,
  people: readonly string[],
  scans: () => Promise<number>,
  { rounds, milliseconds }: Sample,
): Promise<Costs> {
  await sql`vacuum analyze`.execute(node.db);
  const deps = { ...node, packs: createPackSource(), coloursChanged: async () => undefined };
  const anybody = () => people[randomInt(people.length)]!;
  const select = () =>
    node.db.selectFrom('current_decision').selectAll().where('person_id', '=', anybody()).executeTakeFirstOrThrow();
  const decide = () => transact(node.db, (tx) => decidePeople(tx, deps, [anybody()], 'resident'));
  const measured: Costs[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const scanned = await scans();
    const selected = await perSecond(milliseconds, select);
    const decided = await perSecond(milliseconds, decide);
    if (round >= 0) measured.push({ scan: selected / scanned, decision: selected / decided });
  }
  return { scan: median(measured.map(({ scan }) => scan)), decision: median(measured.map(({ decision }) => decision)) };
}

async function perSecond(milliseconds: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let done = 0;
  const worker = async () => {
    for (; performance.now() - start < milliseconds; done += 1) await work();
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  return (done * 1000) / (performance.now() - start);
}

function requirePass({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('"verdict":"pass"')) throw new Error(`answered ${status}: ${body}`);
}
