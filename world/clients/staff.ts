import { randomUUID } from 'node:crypto';
import { createClient, ProblemError, routes, type Client, type schemas } from '@tongxing/contract';

/** A node as its staff reach it. */
export interface StaffedNode {
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
}

/** Somebody who works for a province; she signs in for each thing she does, so that no session runs out under a story's clock. */
export interface StaffMember extends Pick<Client, 'call'> {
  /** Sends a table. @throws ProblemError */
  upload(file: string, named: Upload): Promise<schemas.UploadReceipt>;
}

/** What a table is for; the list is the draft that its people go to. */
export interface Upload {
  readonly kind: schemas.UploadKind;
  readonly division: string;
  readonly list?: string;
}

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
    async upload(file, named) {
      const { token } = await anonymous.call(routes.staffSignIn, { body: credentials });
      const query = new URLSearchParams({ ...named });
      const answer = await fetch(`${url}/ingest/uploads/${randomUUID()}?${query.toString()}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
        body: file,
      });
      if (!answer.ok) throw new ProblemError((await answer.json()) as schemas.Problem);
      return (await answer.json()) as schemas.UploadReceipt;
    },
  };
}
