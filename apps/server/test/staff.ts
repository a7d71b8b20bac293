import { routes, type Client, type schemas } from '@tongxing/contract';
import { signInStaff } from './checkpoint.ts';
import { day } from './manual-clock.ts';
import { admin, type TestNode } from './node.ts';

export const password = 'a long enough password';

let made = 0;

/** An account under a name of its own. */
export function staffAccount(account: Partial<schemas.StaffAccount> = {}): schemas.StaffAccount {
  made += 1;
  return { username: `staff-${made}`, password, role: 'guard', division: '140100', ...account };
}

/** A member of staff, made by the administrator of the province and signed in. */
export interface Staff {
  readonly client: Client;
  readonly staffId: string;
  readonly username: string;
}

export async function hire(node: TestNode, account: Partial<schemas.StaffAccount> = {}): Promise<Staff> {
  const body = staffAccount(account);
  const { staffId } = await (await signInStaff(node, admin)).call(routes.createStaff, { body });
  return { staffId, username: body.username, client: await signInStaff(node, body) };
}

/** Ground, paper and end of a proposal. */
export function grounds(node: TestNode, ground: string, days = 30): schemas.ApprovalGround {
  const endsAt = new Date(node.clock.now().getTime() + days * day * 1000).toISOString();
  return { ground, documentNumber: '晋疫控〔2026〕12号', endsAt };
}

/**
 * The administrator of the configuration and a second one for the whole province, each with a personnel number: from here on what
 * takes two people takes two.
 */
export async function twoAdministrators(node: TestNode): Promise<{ first: Staff; second: Staff }> {
  const client = await signInStaff(node, admin);
  const { staffId } = await client.call(routes.getOwnStaffAccount, {});
  await client.call(routes.changeStaff, { params: { staffId }, body: { personnelNumber: 'SX-000001' } });
  const second = await hire(node, { role: 'admin', division: node.division, personnelNumber: 'SX-000002' });
  return { first: { client, staffId, username: admin.username }, second };
}
