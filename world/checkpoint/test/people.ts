import { routes } from '@tongxing/contract';
import { divisionAt } from '@tongxing/rules';
import { signInCitizen, type Citizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import type { Traveller } from '../../people/traveller.ts';
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
  story: StoryWorld,
  division: string,
  who: Parameters<typeof makePerson>[0],
  name?: string,
): Promise<Settled> {
  const made = makePerson(who);
  const person = name === undefined ? made : { ...made, name };
  const citizen = await signIn(story, division, person);
  await citizen.verify();
  return takeCode(division, citizen);
}

/**
 * The same for somebody with another document, who has been staying in a district.
 * @param who whose phone, bought here, it is
 */
export async function settleTraveller(
  story: StoryWorld,
  division: string,
  who: Parameters<typeof makePerson>[0],
  { name, documentType, documentNumber, issuingCountry }: Traveller,
): Promise<Settled> {
  const citizen = await signIn(story, division, makePerson(who));
  const country = issuingCountry === undefined ? {} : { issuingCountry };
  await citizen.client.call(routes.verifyIdentity, { body: { name, documentType, documentNumber, ...country } });
  return takeCode(division, citizen);
}

interface Settled {
  readonly citizen: Citizen;
  readonly phone: Phone;
}

async function signIn({ world }: StoryWorld, division: string, person: Person): Promise<Citizen> {
  await introduce(world.simulators, [person]);
  const { managementUrl } = world.simulators['sms-gateway'];
  return signInCitizen({ url: world.nodes[division]!.url, smsManagementUrl: managementUrl }, person);
}

async function takeCode(division: string, citizen: Citizen): Promise<Settled> {
  await citizen.declare();
  await citizen.colour();
  const { codeScope } = await citizen.client.call(routes.getProvince, {});
  const scope = divisionAt(citizen.person.residenceDivision, codeScope) ?? division;
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
