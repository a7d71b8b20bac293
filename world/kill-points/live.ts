import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { twoProvinces } from '../provinces.ts';
import { openStoryWorld } from '../stories/story-world.ts';
import { openLedger } from './ledger.ts';
import { machinesOf } from './machines.ts';
import { introducePeople } from './people.ts';
import { recordPoints, tryPoint, type KillPoint, type Trial } from './trial.ts';

const mostPeople = 600;

/** Every how many points one is tried, by tier. */
const steps: Readonly<Record<string, number>> = { quick: 8, normal: 4, full: 1 };

export interface Lived {
  /** How many points there are in all. */
  readonly points: number;
  readonly trials: readonly Trial[];
}

/**
 * Kills a process at every named point of the main story, in a world of its own, and says what came of it.
 * @param only tries no points but those with this text in `<step>/<role>/<point>`
 */
export async function liveKillPoints(
  tier: string,
  progress: (trial: Trial) => void = () => undefined,
  only = '',
): Promise<Lived> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-compiled-'));
  // A process that is started again finds its code compiled.
  process.env['NODE_COMPILE_CACHE'] = folder;
  try {
    const story = await openStoryWorld({ supervise: true, divisions: twoProvinces });
    const ledger = openLedger(story.databaseUrl);
    try {
      const people = await introducePeople(story.world, mostPeople);
      const around = { story, machines: machinesOf(story.world), ledger, nextPerson: () => people.next().value };
      const points = await recordPoints(around);
      const trials: Trial[] = [];
      for (const point of points.filter(among(tier, only))) {
        const trial = await tryPoint(around, point);
        trials.push(trial);
        progress(trial);
      }
      return { points: points.length, trials };
    } finally {
      await ledger.close();
      await story.close();
    }
  } finally {
    delete process.env['NODE_COMPILE_CACHE'];
    await rm(folder, { recursive: true, force: true });
  }
}

function among(tier: string, only: string) {
  const step = steps[tier] ?? 1;
  return ({ deed, machine, point }: KillPoint, position: number) =>
    position % step === 0 && `${deed.title}/${machine.role}/${point}`.includes(only);
}
