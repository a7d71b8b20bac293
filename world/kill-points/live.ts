import { openStoryWorld } from '../stories/story-world.ts';
import { openLedger } from './ledger.ts';
import { machinesOf } from './machines.ts';
import { introducePeople } from './people.ts';
import { recordPoints, tryPoint, type Trial } from './trial.ts';

const mostPeople = 600;

/** Every how many points one is tried, by tier. */
const steps: Readonly<Record<string, number>> = { quick: 8, normal: 1, full: 1 };

export interface Lived {
  /** How many points there are in all. */
  readonly points: number;
  readonly trials: readonly Trial[];
}

/** Kills a process at every named point of the main story, in a world of its own, and says what came of it. */
export async function liveKillPoints(tier: string, progress: (trial: Trial) => void = () => undefined): Promise<Lived> {
  const story = await openStoryWorld({ supervise: true });
  const ledger = openLedger(story.databaseUrl);
  try {
    const machines = machinesOf(story.world);
    const people = await introducePeople(story.world, mostPeople);
    const around = { story, machines, ledger, nextPerson: () => people.next().value };
    const points = await recordPoints(around);
    const trials: Trial[] = [];
    for (const [position, point] of points.entries()) {
      if (
        process.env['ONLY']
          ? !new RegExp(process.env['ONLY']).test(
              `${point.deed.title}|${point.machine.division}|${point.machine.role}|${point.point}|${point.nth}`,
            )
          : position % (steps[tier] ?? 1) !== 0
      )
        continue;
      const trial = await tryPoint(around, point);
      trials.push(trial);
      progress(trial);
    }
    return { points: points.length, trials };
  } finally {
    await ledger.close();
    await story.close();
  }
}
