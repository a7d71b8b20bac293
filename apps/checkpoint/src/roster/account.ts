import { routes, type schemas } from '@tongxing/contract';
import { clientOf } from '../browser/node.ts';

/** Who is signed in. */
export interface Account {
  readonly username: string;
  readonly token: string;
}

/** How a sign-in ended: as a manager, as one who has to choose a password first, or as somebody whom this page has nothing for. */
export type SignedIn =
  | { readonly is: 'manager' | 'new'; readonly account: Account }
  | { readonly is: 'other'; readonly role: schemas.StaffRole };

/** For as long as the tab is open: a reload does not ask for the password again, and another tab knows nothing of it. */
const kept = 'tongxing-roster.account';

/** @throws ProblemError, or what the network throws */
export async function signIn(username: string, password: string): Promise<SignedIn> {
  const session = await clientOf().call(routes.staffSignIn, { body: { username, password } });
  const account = { username, token: session.token };
  if (session.role === 'roster') return { is: session.passwordChangeRequired ? 'new' : 'manager', account };
  await signOut(account);
  return { is: 'other', role: session.role };
}

/** She chooses her own in place of the one that an administrator has set. @throws ProblemError, or what the network throws */
export async function changePassword({ token }: Account, password: string, newPassword: string): Promise<void> {
  await clientOf(token).call(routes.changeOwnPassword, { body: { password, newPassword } });
}

/** @throws ProblemError, or what the network throws: then the session lasts until it has not been used for a while */
export async function signOut({ token }: Account): Promise<void> {
  await clientOf(token).call(routes.staffSignOut, {});
}

export function keepAccount(account: Account): void {
  sessionStorage.setItem(kept, JSON.stringify(account));
}

export function keptAccount(): Account | undefined {
  const text = sessionStorage.getItem(kept);
  return text === null ? undefined : (JSON.parse(text) as Account);
}

export function forgetAccount(): void {
  sessionStorage.removeItem(kept);
}
