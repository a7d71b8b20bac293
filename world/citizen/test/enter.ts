import { createClient, routes, type schemas } from '@tongxing/contract';
import { citizenOf, readPhoneCode, type Citizen, type NodeUnderTest } from '../../clients/citizen.ts';
import type { Person } from '../../people/person.ts';

/** Somebody signed in over the API, with the session for her phone to go on with. */
export async function enter(
  node: NodeUnderTest,
  person: Person,
): Promise<{ readonly citizen: Citizen; readonly session: schemas.Session }> {
  const anonymous = createClient(node.url, fetch);
  await anonymous.call(routes.sendPhoneCode, { body: { phone: person.phone } });
  const code = await readPhoneCode(node.smsManagementUrl, person.phone);
  const session = await anonymous.call(routes.signIn, { body: { phone: person.phone, code } });
  return { citizen: citizenOf(person, anonymous.as(session.token)), session };
}
