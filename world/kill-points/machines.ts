import type { Role } from '@tongxing/server/node';
import { until } from '../clients/until.ts';
import type { SupervisedProcess } from '../node/supervise.ts';
import type { World } from '../world.ts';

/** One process of a province. */
export interface Machine {
  readonly division: string;
  readonly role: Role;
  readonly managementUrl: string;
  deaths(): number;
}

/** The processes of both provinces, by their management ports. */
export interface Machines {
  readonly all: readonly Machine[];
  /** What was reached since {@link forget}, by machine. */
  points(machine: Machine): Promise<Readonly<Record<string, number>>>;
  arm(machine: Machine, point: string, nth: number): Promise<void>;
  forget(): Promise<void>;
  /** Waits until no process is being started again, and no job is running. */
  quiet(): Promise<void>;
  /** A minute passes in a province. */
  passMinute(division: string): Promise<void>;
  /** How many processes have died, of all. */
  deaths(): number;
  /** So much time passes in all provinces that a process gives up what a dead one had in hand. */
  outliveClaims(): Promise<void>;
  /** Lets the jobs of a province see what is due soon. */
  hurry(division: string, seconds?: number): Promise<void>;
  /** Waits until the jobs of a province have run every tick once, or have died. */
  ticked(division: string): Promise<void>;
  /** Gives every process the machine's own time back. */
  resetClocks(): Promise<void>;
}

/** Within this a process that died is serving again, also on a machine that has much to do. */
const startMs = 90_000;

/** Longer than the first wait for an origin and its spread, shorter than peers tolerate between their clocks. */
const hurrySeconds = 14;

/** Longer than the minute for which an application is in the hand of one job, and the first wait for an origin with its spread. */
const claimSeconds = 60 + hurrySeconds;

export function machinesOf(world: World): Machines {
  const all: Machine[] = Object.values(world.nodes).flatMap(({ division, processes }) =>
    (processes as readonly SupervisedProcess[]).map((process) => ({
      division,
      role: process.role,
      managementUrl: process.managementUrl,
      deaths: process.deaths,
    })),
  );
  const points = async (machine: Machine) =>
    ((await manage(machine, 'GET', '/points')) as { points: Record<string, number> }).points;
  const forward = async (machines: readonly Machine[], seconds: number) => {
    const now = new Date(Date.now() + seconds * 1000).toISOString();
    await Promise.all(machines.map((machine) => manage(machine, 'PUT', '/clock', { now })));
  };
  // Whoever is being started again answers only then.
  const allServe = async () => void (await Promise.all(all.map(points)));
  return {
    all,
    points,
    arm: async (machine, point, nth) => void (await manage(machine, 'PUT', '/kill-point', { point, nth })),
    forget: async () => void (await Promise.all(all.map((machine) => manage(machine, 'DELETE', '/points')))),
    async quiet() {
      for (const machine of all) {
        await until(`${machine.division} ${machine.role} is quiet`, async () =>
          isQuiet(await points(machine)) ? true : undefined,
        );
      }
    },
    deaths: () => all.reduce((sum, machine) => sum + machine.deaths(), 0),
    // Everywhere, since nodes whose clocks differ by a minute do not take each other's questions.
    async outliveClaims() {
      await allServe();
      await forward(all, claimSeconds);
    },
    passMinute: (division) =>
      forward(
        all.filter((machine) => machine.division === division),
        61,
      ),
    async hurry(division, seconds = hurrySeconds) {
      await allServe();
      const jobs = all.filter((machine) => machine.division === division && machine.role === 'jobs');
      await forward(jobs, seconds);
    },
    async ticked(division) {
      const machine = all.find((each) => each.division === division && each.role === 'jobs')!;
      const deaths = machine.deaths();
      await until('every tick has run', async () => {
        const seen = await points(machine);
        // Every second; by its third run the others, which are begun together, have run once.
        const rounds = seen['tick:transparency.sequence/after-job'] ?? 0;
        return machine.deaths() > deaths || rounds >= 3 ? true : undefined;
      });
    },
    resetClocks: async () => void (await Promise.all(all.map((machine) => manage(machine, 'DELETE', '/clock')))),
  };
}

/** Every job that was begun has ended. */
function isQuiet(points: Readonly<Record<string, number>>): boolean {
  return Object.entries(points).every(
    ([point, count]) =>
      !(point.startsWith('job:') && point.endsWith('/before-job')) ||
      points[point.replace('before-job', 'after-job')] === count,
  );
}

/** Asks until it answers: a process that is being started again does in a moment. */
function manage(machine: Machine, method: string, path: string, body?: object): Promise<unknown> {
  return until(
    `${machine.division} ${machine.role} answers at its management port`,
    async () => {
      try {
        const response = await fetch(machine.managementUrl + path, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`);
        return await response.json();
      } catch (error) {
        if (error instanceof TypeError) return undefined;
        throw error;
      }
    },
    startMs,
  );
}
