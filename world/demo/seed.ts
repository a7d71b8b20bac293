import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createClient, ProblemError, routes } from '@tongxing/contract';
import { signInCitizen, type Citizen, type NodeUnderTest } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import type { Person } from '../people/person.ts';
import type { World, WorldNode } from '../world.ts';
import { joinOrganisation, seedOrganisation } from './organisation.ts';
import { seededPeople, type SeededPerson } from './people.ts';

/** The guard of every province in the demo. No secret: the demo's nodes answer this machine only. */
export const guard = { username: 'guard', password: 'demo-guard-2026' };

/**
 * Fills the nodes through their public API, as people and staff would. A start that was killed half-way is repeated: everything here
 * may be done twice. That it was done is noted last.
 */
export async function seed(world: World, doneFile: string): Promise<void> {
  if (existsSync(doneFile)) return;
  const codes: Record<string, string> = {};
  for (const node of Object.values(world.nodes)) codes[node.division] = await seedStaff(node);
  await Promise.all(seededPeople().map((person) => seedPerson(world, person, codes[person.division]!)));
  await writeFile(`${doneFile}.new`, JSON.stringify({ at: new Date().toISOString() }));
  await rename(`${doneFile}.new`, doneFile);
}

/** @returns the code by which people join the employer's list */
async function seedStaff(node: WorldNode): Promise<string> {
  const anonymous = createClient(node.url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: node.admin });
  const admin = anonymous.as(token);
  try {
    await admin.call(routes.createStaff, { body: { ...guard, role: 'guard', division: node.division } });
  } catch (error) {
    // From a start that was killed.
    if (!(error instanceof ProblemError && error.code === 'name-taken')) throw error;
  }
  return seedOrganisation(node, admin);
}

async function seedPerson(
  world: World,
  { person, division, scope, declaration }: SeededPerson,
  code: string,
): Promise<void> {
  const node = world.nodes[division];
  if (node === undefined) throw new Error(`there is no node ${division}`);
  const { managementUrl } = world.simulators['sms-gateway'];
  const target = { url: node.url, smsManagementUrl: managementUrl };
  const citizen = await until('the phone may ask for a code', () => signInUnlessTooSoon(target, person), 90_000);
  await citizen.verify();
  await citizen.declare(declaration);
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope } });
  await joinOrganisation(citizen.client, code);
}

/** After a start that was killed, a code may have been sent less than a minute ago. */
async function signInUnlessTooSoon(node: NodeUnderTest, person: Person): Promise<Citizen | undefined> {
  try {
    return await signInCitizen(node, person);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'phone-code-too-soon') return undefined;
    throw error;
  }
}
