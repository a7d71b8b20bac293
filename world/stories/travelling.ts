import { routes, type schemas } from '@tongxing/contract';
import { confirmedPledge, signInCitizen, usual, type Citizen, type Declaration } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import type { Person } from '../people/person.ts';
import { expect, type StoryWorld } from './story.ts';

/** Where somebody has her code: the province whose node it is at, and what the code is good for. */
export interface Home {
  readonly division: string;
  readonly scope: string;
}

/** The two provinces of an application. */
export interface Road {
  readonly from: string;
  readonly to: string;
  /** What the code is wanted for; all of the destination where it is not said. */
  readonly scope?: string;
}

/** Known, verified, declared, green, with a code: somebody in an ordinary week. */
export async function settleAt(
  story: StoryWorld,
  { division, scope }: Home,
  person: Person,
  declaration: Partial<Declaration> = {},
): Promise<Citizen> {
  await introduce(story.world.simulators, [person]);
  const citizen = await signInCitizen(nodeOf(story, division), person);
  await citizen.verify();
  story.invariants.watch(division, citizen.client);
  await citizen.declare(declaration);
  const { colour } = await citizen.colour();
  expect(colour === 'green', `green at home, not ${colour}`);
  await citizen.client.call(routes.applyForCode, { body: { scope } });
  return citizen;
}

/** The same document at another province's node. */
export async function arriveIn(story: StoryWorld, division: string, person: Person): Promise<Citizen> {
  const citizen = await signInCitizen(nodeOf(story, division), person);
  await citizen.verify();
  return citizen;
}

/** Applies and waits for the first thing the node can say of it. */
export async function applyToConvert(
  { client, person }: Citizen,
  { from, to, scope = to }: Road,
  consent: schemas.ConsentEvidence,
  declaration: Partial<Declaration> = {},
): Promise<schemas.Conversion> {
  const pledge = await confirmedPledge(client);
  const { conversionId } = await client.call(routes.applyForConversion, {
    body: { originDivision: from, scope, consent, pledge, ...usual(person), ...declaration },
  });
  return until('the node has looked at it', async () => {
    const application = await client.call(routes.getConversion, { params: { conversionId } });
    return ['submitted', 'verifying'].includes(application.state) ? undefined : application;
  });
}

/** Waits until the origin has answered and the application is decided. @param patience milliseconds */
export async function decided(
  { client }: Citizen,
  conversionId: string,
  patience = 120_000,
): Promise<schemas.Conversion> {
  let seen = '';
  const look = async () => {
    const application = await client.call(routes.getConversion, { params: { conversionId } });
    const { state, cause, nextTryAt } = application;
    seen = [state, cause?.code, nextTryAt].filter((part) => typeof part === 'string').join(' ');
    return ['submitted', 'verifying', 'waiting-for-origin'].includes(state) ? undefined : application;
  };
  try {
    return await until('the application is decided', look, patience);
  } catch (error) {
    throw new Error(`the application stayed ${seen}`, { cause: error });
  }
}

function nodeOf({ world }: StoryWorld, division: string) {
  return { url: world.nodes[division]!.url, smsManagementUrl: world.simulators['sms-gateway'].managementUrl };
}
