import { routes } from '@tongxing/contract';
import { divisionAt } from '@tongxing/rules';
import { signInCitizen, type Citizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import { manage } from '../../simulators/ask.ts';
import { createStoryClock } from '../../stories/scene.ts';
import type { StoryWorld } from '../../stories/story.ts';

/**
 * The phone of somebody who has declared and has a green code for her city, with strips for some days.
 * @param name hers, instead of an invented one
 */
export async function settlePhone(...whom: Parameters<typeof settle>): Promise<Phone> {
  return (await settle(...whom)).phone;
}

/** The same, with herself. */
export async function settle(
  { world }: StoryWorld,
  division: string,
  who: Parameters<typeof makePerson>[0],
  name?: string,
): Promise<{ readonly citizen: Citizen; readonly phone: Phone }> {
  const made = makePerson(who);
  const person = name === undefined ? made : { ...made, name };
  await introduce(world.simulators, [person]);
  const { managementUrl } = world.simulators['sms-gateway'];
  const citizen = await signInCitizen({ url: world.nodes[division]!.url, smsManagementUrl: managementUrl }, person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  const { codeScope } = await citizen.client.call(routes.getProvince, {});
  const scope = divisionAt(person.residenceDivision, codeScope) ?? division;
  await citizen.client.call(routes.applyForCode, { body: { scope } });
  const phone = createPhone();
  await phone.takeStrips(citizen.client);
  return { citizen, phone };
}

/** She was where a case was, and declares: yellow by the rules of Shanxi. */
export async function turnYellow(story: StoryWorld, { person, client, declare }: Citizen): Promise<void> {
  const since = new Date(Date.now() - 6 * 86_400_000).toISOString();
  const { managementUrl } = story.world.simulators['health-commission'];
  const records = [{ kind: 'contact', degree: 'companion', since }];
  await manage(managementUrl, 'PATCH /answers', { persons: { [person.documentNumber]: records } });
  // A source is asked about somebody once a minute at most.
  await createStoryClock(story).forward(61);
  await declare();
  await until('she is yellow', async () => {
    const { colour } = await client.call(routes.getHealthInformation, {});
    return colour === 'yellow' ? colour : undefined;
  });
}
