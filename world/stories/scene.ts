import { enrolCheckpoint, type Checkpoint } from '../clients/checkpoint.ts';
import { makeEnrolment, type Venue } from '../clients/enrolment.ts';
import { machineClock } from '../clients/phone.ts';
import { manage } from '../simulators/ask.ts';
import type { StoryWorld } from './story.ts';

/** The time of a story: the machine's until it is put forward, for every node and every outside system alike. */
export interface StoryClock {
  /** Seconds since 1970. */
  now(): number;
  forward(seconds: number): Promise<void>;
}

export function createStoryClock({ world }: StoryWorld): StoryClock {
  let ahead = 0;
  const clock: StoryClock = {
    now: () => machineClock() + ahead,
    async forward(seconds) {
      ahead += seconds;
      const instant = new Date(clock.now() * 1000);
      for (const { managementUrl } of Object.values(world.simulators)) {
        await manage(managementUrl, 'PUT /clock', { now: instant.toISOString() });
      }
      for (const node of Object.values(world.nodes)) await node.setClock(instant);
    },
  };
  return clock;
}

export const codes = ({ findings }: { findings: readonly { code: string }[] }) =>
  findings.map((finding) => finding.code);

/** A staff member makes the enrolment code; the device enrols itself with it. */
export async function enrolAt(
  { roots }: StoryWorld,
  node: { url: string; admin: { username: string; password: string } },
  division: string,
  clock = machineClock,
  placeType: Venue['placeType'] = 'mall',
): Promise<Checkpoint> {
  const { enrolmentCode } = await makeEnrolment(node.url, node.admin, {
    name: '虚拟商场东门',
    placeType,
    division,
  });
  return enrolCheckpoint(node.url, enrolmentCode, roots, clock);
}
