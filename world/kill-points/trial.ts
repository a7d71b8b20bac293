import { performance } from 'node:perf_hooks';
import { routes } from '@tongxing/contract';
import { until } from '../clients/until.ts';
import { createInvariants } from '../invariants.ts';
import type { Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import type { StoryWorld } from '../stories/story.ts';
import { createCast, deeds, deedsBefore, type Cast, type Deed } from './deeds.ts';
import { describeRows, difference, type Ledger } from './ledger.ts';
import type { Machine, Machines } from './machines.ts';
import { otherDeeds, ticking } from './other-deeds.ts';

export interface Surroundings {
  readonly story: StoryWorld;
  readonly machines: Machines;
  readonly ledger: Ledger;
  readonly nextPerson: () => Person;
}

/** A point that a deed reaches in a process, for the nth time. */
export interface KillPoint {
  readonly deed: Deed;
  readonly machine: Machine;
  readonly point: string;
  readonly nth: number;
}

export interface Trial extends KillPoint {
  /** `by itself`: the client noticed nothing. Anything else that does not hold is what was found. */
  readonly outcome: 'by itself' | 'sent again' | 'not reached' | { readonly found: string };
  readonly seconds: number;
}

/**
 * Lives all deeds, unharmed, and lists the points that each reaches every time: what is there once only is there by chance.
 * @throws Error when even this does not hold
 */
export async function recordPoints(around: Surroundings): Promise<KillPoint[]> {
  // What a process does only the first time, such as to take a block of places for strips, is no point of a deed.
  const first = createCast(around, around.nextPerson());
  for (const deed of deeds) await deed.run(first);
  await around.machines.resetClocks();
  const [once, again] = [await recordOnce(around), await recordOnce(around)];
  return once.filter((one) => again.some((other) => isSame(one, other)));
}

function isSame(one: KillPoint, other: KillPoint): boolean {
  return one.deed === other.deed && one.machine === other.machine && one.point === other.point && one.nth === other.nth;
}

async function recordOnce(around: Surroundings): Promise<KillPoint[]> {
  const cast = createCast(around, around.nextPerson());
  const found: KillPoint[] = [];
  for (const deed of deeds) found.push(...(await recordDeed(around, cast, deed)));
  await checkHolds(around, cast);
  for (const deed of otherDeeds) {
    const other = createCast(around, around.nextPerson());
    for (const earlier of deedsBefore(deed)) await earlier.run(other);
    found.push(...(await recordDeed(around, other, deed)));
    await around.machines.resetClocks();
  }
  return found;
}

async function recordDeed({ machines, ledger }: Surroundings, cast: Cast, deed: Deed): Promise<KillPoint[]> {
  await machines.quiet();
  await machines.forget();
  const before = await ledger.count();
  await deed.run(cast);
  await machines.quiet();
  requireRows(deed, difference(before, await ledger.count()));
  const found = machines.all.map(async (machine) => pointsOf(deed, machine, await machines.points(machine)));
  return (await Promise.all(found)).flat();
}

/**
 * The points of a deed in a process. Left out is what nothing can come of or what is there by chance: answers to reads; ticks, which
 * are tried by themselves in one province, up to their second commit; what the signer signs for the log, but for those ticks.
 */
function pointsOf(deed: Deed, machine: Machine, points: Readonly<Record<string, number>>): KillPoint[] {
  return Object.entries(points)
    .filter(([point]) => !reads.has(point))
    .filter(([point]) => !inTheirOwnTime.some((part) => point.startsWith(part)))
    .filter(([point]) => {
      if (machine.role === 'signer')
        return deed.signs === true && signatures(deed).some((part) => point.startsWith(part));
      const isTick = point.startsWith('tick:');
      if (deed.only === undefined) return !isTick;
      return deed.only.some((part) => point.startsWith(part)) && (!isTick || machine.division === shanxi);
    })
    .flatMap(([point, count]) => {
      const once = machine.role === 'signer' || point.endsWith('-job');
      const times = once ? 1 : point.startsWith('tick:') ? Math.min(count, 2) : count;
      return Array.from({ length: times }, (_, position) => ({ deed, machine, point, nth: position + 1 }));
    });
}

/** Whichever step is being lived then: the gateway reports on a message; a peer is told that nothing is new, and asked for its lists. */
const inTheirOwnTime = [
  ...[routes.receiveSmsReceipts, routes.takeColourEvents, routes.tellStatusLists].map(({ name }) => `${name}/`),
  'job:colour-event.deliver/',
];

const signatures = (deed: Deed) => (deed === ticking ? ['sign/', 'signCheckpoint/'] : ['sign/']);

const reads = new Set(
  Object.values(routes)
    .filter((route) => route.method === 'GET')
    .map((route) => `${route.name}/after-answer`),
);

/** Somebody new comes as far as the deed; in the middle of it the process dies at the point, and is started again. */
export async function tryPoint(around: Surroundings, killPoint: KillPoint): Promise<Trial> {
  const { deed, machine, point, nth } = killPoint;
  const began = performance.now();
  const end = (outcome: Trial['outcome']): Trial => ({
    ...killPoint,
    outcome,
    seconds: (performance.now() - began) / 1000,
  });
  try {
    const cast = createCast(around, around.nextPerson());
    for (const earlier of deedsBefore(deed)) await earlier.run(cast);
    await around.machines.quiet();
    await around.machines.forget();
    const before = await around.ledger.count();
    const disorderBefore = await around.ledger.disorder();
    const deaths = machine.deaths();
    const repeatsBefore = cast.network.repeats();
    await around.machines.arm(machine, point, nth);
    await deed.run(cast);
    const repeats = cast.network.repeats() - repeatsBefore;
    const died = await until('it dies', async () => (machine.deaths() > deaths ? true : undefined), 3000).catch(
      () => false,
    );
    if (!died) {
      // Nobody dies of it later.
      await around.machines.forget();
      await around.machines.resetClocks();
      return end('not reached');
    }
    await around.machines.resetClocks();
    await around.machines.quiet();
    await settled(around);
    requireRows(deed, difference(before, await around.ledger.count()));
    const disorder = (await around.ledger.disorder()).filter((found) => !disorderBefore.includes(found));
    if (disorder.length > 0) throw new Error(disorder.join('; '));
    await checkHolds(around, cast);
    return end(repeats > 0 ? 'sent again' : 'by itself');
  } catch (error) {
    await around.machines.resetClocks();
    return end({ found: error instanceof Error ? error.message : String(error) });
  }
}

/** What the node still had to do by itself is done: no job waits that could run now. */
function settled({ ledger }: Surroundings): Promise<unknown> {
  return until('every job is done', async () => ((await ledger.waitingJobs()) === 0 ? true : undefined));
}

function requireRows(deed: Deed, added: ReturnType<typeof difference>): void {
  const [expected, found] = [describeRows(deed.adds), describeRows(added)];
  if (found !== expected) throw new Error(`stored "${found}" instead of "${expected}"`);
}

async function checkHolds({ story }: Surroundings, { atHome, abroad }: Cast): Promise<void> {
  const nodes = Object.values(story.world.nodes);
  const invariants = createInvariants(
    nodes.map(({ division, url }) => ({ division, url, listed: story.listed(division), isUp: () => true })),
  );
  // Before she is verified there is nothing about her to look at.
  const verified = async (citizen: Cast['atHome']) =>
    citizen !== undefined && (await citizen.client.call(routes.getMe, {})).verified;
  if (await verified(atHome)) invariants.watch(shanxi, atHome!.client);
  if (await verified(abroad)) invariants.watch(shandong, abroad!.client);
  await invariants.check();
  await story.invariants.check();
}
