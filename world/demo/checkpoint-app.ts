import { buildCheckpointApp } from '@tongxing/checkpoint/build';
import { enrolmentLink, makeEnrolment } from '../clients/enrolment.ts';
import type { World } from '../world.ts';
import { guard } from './seed.ts';

/**
 * Builds the checkpoint app with the page of employers and schools, and has the guard of each province make a link that enrols one device.
 * @returns the links by division
 */
export async function openCheckpoints(
  world: World,
  progress: (step: string) => void,
): Promise<Readonly<Record<string, string>>> {
  progress('the checkpoint app / 查验端');
  await buildCheckpointApp();
  const links = Object.values(world.nodes).map(async ({ url, division }) => {
    // In the capital: codes of Shanxi are good for a city, and none for the whole province.
    const venue = { name: '虚拟商场东门', placeType: 'mall', division: `${division.slice(0, 2)}0105` } as const;
    return [division, enrolmentLink(url, await makeEnrolment(url, guard, venue))] as const;
  });
  return Object.fromEntries(await Promise.all(links));
}
