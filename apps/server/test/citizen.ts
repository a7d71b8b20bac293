import { routes, type Client, type schemas } from '@tongxing/contract';
import { day, hour } from './manual-clock.ts';
import type { TestNode } from './node.ts';
import { inventPerson, type Person } from './people.ts';

/** Somebody signed in at a node. */
export interface Citizen {
  readonly person: Person;
  readonly client: Client;
}

/** The session token of a phone, by the code that was sent to it. */
export async function signIn(node: TestNode, phone: string): Promise<string> {
  await node.client.call(routes.sendPhoneCode, { body: { phone } });
  const { token } = await node.client.call(routes.signIn, { body: { phone, code: node.sources.codeFor(phone) } });
  return token;
}

/** Signed in, known to the registry, real-name verified. */
export async function verifiedCitizen(
  node: TestNode,
  person: Person = inventPerson(node.division === '140000' ? '140105' : '370102'),
): Promise<Citizen> {
  node.sources.admit(person);
  const client = node.client.as(await signIn(node, person.phone));
  await client.call(routes.verifyIdentity, { body: claimOf(person) });
  return { person, client };
}

/** Verified, and has declared fourteen days of health at home; the node has asked its sources and decided. */
export async function declaredCitizen(node: TestNode, person?: Person): Promise<Citizen> {
  const citizen = await verifiedCitizen(node, person);
  await declare(node, citizen);
  return citizen;
}

/** Green, with a code for the city or the province. */
export async function citizenWithCode(node: TestNode, person?: Person): Promise<Citizen> {
  const citizen = await declaredCitizen(node, person);
  const scope = node.division === '140000' ? '140100' : node.division;
  await citizen.client.call(routes.applyForCode, { body: { scope } });
  return citizen;
}

export async function declare(node: TestNode, { client, person }: Citizen): Promise<void> {
  const pledge = pledgeOf(node);
  await client.call(routes.declareHealth, { body: { answers: well, pledge } });
  await client.call(routes.declareItinerary, { body: { stays: atHome(node, person), pledge } });
  await node.settle();
}

export const well: schemas.HealthAnswers = { symptoms: [], contactWithCase: false, temperature: 36.5 };

export function atHome(node: TestNode, person: Person): schemas.Stay[] {
  return [{ division: person.residence, from: ago(node, 13 * day), to: ago(node, hour) }];
}

export function pledgeOf(node: TestNode): schemas.HealthDeclaration['pledge'] {
  return { version: node.context.province.pledge.version, confirmed: true };
}

export function claimOf({ documentNumber, name }: Person): schemas.IdentityClaim {
  return { documentType: '10', documentNumber, name };
}

/** RFC 3339, so many seconds before the node's now. */
export function ago(node: TestNode, seconds: number): string {
  return new Date(node.clock.now().getTime() - seconds * 1000).toISOString();
}

export async function colourOf({ client }: Citizen): Promise<string> {
  return (await client.call(routes.getHealthInformation, {})).colour;
}
