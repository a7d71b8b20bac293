import { routes } from '@tongxing/contract';
import { signInCitizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import type { StoryWorld } from '../../stories/story.ts';

/** The phone of somebody who has declared and has a green code for her city, with strips for some days. */
export async function settlePhone(
  { world }: StoryWorld,
  division: string,
  who: Parameters<typeof makePerson>[0],
): Promise<Phone> {
  const person = makePerson(who);
  await introduce(world.simulators, [person]);
  const { managementUrl } = world.simulators['sms-gateway'];
  const citizen = await signInCitizen({ url: world.nodes[division]!.url, smsManagementUrl: managementUrl }, person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: `${person.residenceDivision.slice(0, 4)}00` } });
  const phone = createPhone();
  await phone.takeStrips(citizen.client);
  return phone;
}
