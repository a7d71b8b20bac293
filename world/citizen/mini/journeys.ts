import { routes, type schemas } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import { introduce } from '../../people/introduce.ts';
import type { Person } from '../../people/person.ts';
import { twoProvinces } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import { createStoryClock, type StoryClock } from '../../stories/scene.ts';
import { openStoryWorld } from '../../stories/story-world.ts';
import { buildApp } from '../build.ts';
import { enter } from '../test/enter.ts';
import type { HealthRecords } from '../test/settled.ts';
import { openMini, type Mini } from './open-mini.ts';
import type { Platform } from './platform.ts';

/** Both platforms, as `describe.each` takes them. */
export const platforms = [
  { name: 'weapp', title: 'WeChat', place: 0 },
  { name: 'alipay', title: 'Alipay', place: 1 },
] as const;

/** A world with the mini-programs as they were built: what a person does in one is done by taps. */
export interface MiniWorld {
  readonly story: Awaited<ReturnType<typeof openStoryWorld>>;
  readonly clock: StoryClock;
  /** Somebody whose name and document were checked at the node of a province; over the API. */
  arrive(division: string, person: Person): Promise<Arrived>;
  /** Who has declared at home and has a code there; over the API. */
  settle(division: string, person: Person, records?: HealthRecords): Promise<Arrived>;
  /** The mini-program of a province on a telephone of its own, with what it has kept: the session at least. */
  phone(name: Platform['name'], division: string, kept: Kept): Mini;
  /** What the health commission says of somebody from now on. */
  tell(person: Person, records: HealthRecords): Promise<void>;
  close(): Promise<void>;
}

export interface Arrived {
  readonly citizen: Citizen;
  readonly session: schemas.Session;
}

interface Kept {
  readonly session: schemas.Session;
  readonly drafts?: object;
}

export async function openMiniWorld(): Promise<MiniWorld> {
  const folders = await buildApp(platforms.map(({ name }) => name));
  const story = await openStoryWorld({ divisions: twoProvinces });
  const { nodes, simulators } = story.world;
  const open: Mini[] = [];
  const tell = async ({ documentNumber }: Person, records: HealthRecords) => {
    const persons = { [documentNumber]: records };
    await manage(simulators['health-commission'].managementUrl, 'PATCH /answers', { persons });
  };
  const arrive = async (division: string, person: Person) => {
    const node = { url: nodes[division]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
    const arrived = await enter(node, person);
    await arrived.citizen.verify();
    return arrived;
  };
  return {
    story,
    clock: createStoryClock(story),
    arrive,
    async settle(division, person, records = []) {
      await introduce(simulators, [person]);
      await tell(person, records);
      const arrived = await arrive(division, person);
      const { citizen } = arrived;
      await citizen.declare();
      await citizen.colour();
      const scope = `${person.residenceDivision.slice(0, 4)}00`;
      await citizen.client.call(routes.applyForCode, { body: { scope } });
      return arrived;
    },
    phone(name, division, kept) {
      const folder = folders[platforms.findIndex((each) => each.name === name)]!;
      const storage = new Map([['tongxing.1', JSON.stringify(kept)]]);
      const mini = openMini(name, { folder, nodeUrl: nodes[division]!.url, storage });
      open.push(mini);
      return mini;
    },
    tell,
    async close() {
      for (const mini of open) mini.close();
      await story.close();
    },
  };
}

/** 11月24日, in China. */
export function dayText(milliseconds: number): string {
  const local = new Date(milliseconds + 8 * 3_600_000);
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
}
