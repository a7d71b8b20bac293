import { routes } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import { introduce } from '../../people/introduce.ts';
import type { Person } from '../../people/person.ts';
import { manage } from '../../simulators/ask.ts';
import { enter } from './enter.ts';
import type { OpenApp, Phone } from './open-app.ts';

export interface Settled {
  readonly citizen: Citizen;
  readonly phone: Phone;
}

/** What the health commission says of somebody. */
export type HealthRecords = readonly { readonly kind: string; readonly [field: string]: string }[];

/** Somebody who is known, has declared and has a code, with the app open on her phone and signed in. */
export async function settleWithApp(
  app: OpenApp,
  division: string,
  person: Person,
  records: HealthRecords = [],
  look: Parameters<OpenApp['phone']>[1] = {},
): Promise<Settled> {
  const { nodes, simulators } = app.world.world;
  await introduce(simulators, [person]);
  await tellOf(app, person, records);
  const node = { url: nodes[division]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
  const { citizen, session } = await enter(node, person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: `${person.residenceDivision.slice(0, 4)}00` } });
  const phone = await app.phone(division, { ...look, kept: { ...look.kept, session } });
  await phone.page.locator('.qr').waitFor();
  return { citizen, phone };
}

export async function tellOf({ world }: OpenApp, person: Person, records: HealthRecords): Promise<void> {
  const { managementUrl } = world.world.simulators['health-commission'];
  await manage(managementUrl, 'PATCH /answers', { persons: { [person.documentNumber]: records } });
}
