import { createClient, routes, type Client, type schemas } from '@tongxing/contract';

/** A node as its staff reach it. */
export interface StaffedNode {
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
}

/** Somebody who works for a province; she signs in for each thing she does, so that no session runs out under a story's clock. */
export type StaffMember = Pick<Client, 'call'>;

const password = 'a word known to nobody else';

/** Makes an account and gives it to its owner. */
export async function hireStaff(
  node: StaffedNode,
  account: Omit<schemas.StaffAccount, 'password'>,
): Promise<StaffMember> {
  await signingIn(node.url, node.admin).call(routes.createStaff, { body: { ...account, password } });
  return signingIn(node.url, { username: account.username, password });
}

function signingIn(url: string, credentials: StaffedNode['admin']): StaffMember {
  const anonymous = createClient(url, fetch);
  return {
    async call(route, request) {
      const { token } = await anonymous.call(routes.staffSignIn, { body: credentials });
      return anonymous.as(token).call(route, request);
    },
  };
}
