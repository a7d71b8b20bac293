import { createClient, ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import type { WorldNode } from '../world.ts';

/** Who looks after the list of the employer of every province in the demo. No secret: the demo's nodes answer this machine only. */
export const manager = { username: 'manager', password: 'demo-manager-2026' };

/**
 * An employer with its manager, and a code by which people join its list. Done twice it is the same employer with a newer code.
 * @returns the code
 */
export async function seedOrganisation(node: WorldNode, admin: Client): Promise<string> {
  const division = `${node.division.slice(0, 2)}0105`;
  const organisationId = await organisationOf(admin, { kind: 'employer', division, name: '虚拟机床厂' });
  try {
    await admin.call(routes.createStaff, { body: { ...manager, role: 'roster', division } });
  } catch (error) {
    // From a start that was killed.
    if (!(error instanceof ProblemError && error.code === 'name-taken')) throw error;
  }
  const anonymous = createClient(node.url, fetch);
  const own = anonymous.as((await anonymous.call(routes.staffSignIn, { body: manager })).token);
  const { staffId } = await own.call(routes.getOwnStaffAccount, {});
  await admin.call(routes.appointManagers, { params: { organisationId }, body: { staffIds: [staffId] } });
  return (await own.call(routes.inviteToRoster, {})).code;
}

/** Somebody agrees to be on its list, and asks to come back to work. */
export async function joinOrganisation(client: Client, code: string): Promise<void> {
  const body = { code, showName: 'full', agreed: true } as const;
  const { memberId } = await client.call(routes.joinRoster, { body });
  await client.call(routes.askReturn, { params: { memberId } });
}

async function organisationOf(admin: Client, body: schemas.NewOrganisation): Promise<string> {
  const { organisations } = await admin.call(routes.listOrganisations, {});
  const before = organisations.find(({ name }) => name === body.name);
  return before?.organisationId ?? (await admin.call(routes.createOrganisation, { body })).organisationId;
}
