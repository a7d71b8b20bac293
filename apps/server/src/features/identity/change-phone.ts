import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isDormant } from './dormant.ts';
import { redeemPhoneCode } from './phone-code.ts';
import { phoneIndex, readPhone } from './phone.ts';
import { openSession } from './session.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/**
 * Moves an account and its person to a new phone, which has proved itself by a code. Every session of before ends, and a new one
 * is opened; devices and their strips stay. The old number is nobody's afterwards: who gets it next finds no account.
 * @throws Refusal phone-code-wrong, phone-code-expired, phone-in-use
 */
export async function changePhone(
  deps: Deps,
  accountId: string,
  typed: string,
  code: string,
): Promise<{ token: string; expiresAt: string }> {
  const phone = readPhone(typed);
  const index = phoneIndex(deps, phone);
  // First of all: whose a number is, is told only to who holds it.
  await redeemPhoneCode(deps, phone, code, { purpose: 'change-phone', subject: accountId });
  return transact(deps.db, async (tx) => {
    await moveAccount(tx, deps, accountId, { phone, index });
    return openSession(tx, deps.clock.now(), 'account', accountId);
  });
}

/**
 * Moves a person, with the account she has, to a phone that has proved itself. Somebody without an account, or without any phone, gets
 * the phone alone and finds herself when she signs in with it and is verified. @throws Refusal phone-in-use
 */
export async function movePhone(tx: Tx, deps: Deps, personId: string, typed: string): Promise<void> {
  const phone = readPhone(typed);
  const index = phoneIndex(deps, phone);
  const account = await tx
    .selectFrom('account')
    .innerJoin('person', 'person.person_id', 'account.person_id')
    .select('account.account_id')
    .where('account.person_id', '=', personId)
    .whereRef('account.phone_index', '=', 'person.phone_index')
    .executeTakeFirst();
  if (account !== undefined) {
    await moveAccount(tx, deps, account.account_id, { phone, index });
    return;
  }
  const columns = { phone_index: index, phone_sealed: deps.seal.seal('phone', phone) };
  await tx.updateTable('person').set(columns).where('person_id', '=', personId).execute();
}

async function moveAccount(
  tx: Tx,
  deps: Deps,
  accountId: string,
  { phone, index }: { phone: string; index: Buffer },
): Promise<void> {
  await freePhone(tx, deps, accountId, index);
  const columns = { phone_index: index, phone_sealed: deps.seal.seal('phone', phone) };
  await tx.deleteFrom('phone_account').where('account_id', '=', accountId).execute();
  await tx.insertInto('phone_account').values({ phone_index: index, account_id: accountId }).execute();
  const { person_id: personId } = await tx
    .updateTable('account')
    .set(columns)
    .where('account_id', '=', accountId)
    .returning('person_id')
    .executeTakeFirstOrThrow();
  if (personId !== null) await tx.updateTable('person').set(columns).where('person_id', '=', personId).execute();
  await endSessions(tx, accountId);
}

/** Takes the number from an account that has no person, or that nobody uses any more. @throws Refusal phone-in-use */
async function freePhone(tx: Tx, deps: Deps, accountId: string, index: Buffer): Promise<void> {
  const other = await tx
    .selectFrom('phone_account')
    .innerJoin('account', 'account.account_id', 'phone_account.account_id')
    .select(['account.account_id', 'account.person_id'])
    .where('phone_account.phone_index', '=', index)
    .executeTakeFirst();
  if (other === undefined || other.account_id === accountId) return;
  if (other.person_id !== null && !(await isDormant(tx, deps, other.account_id))) throw new Refusal('phone-in-use');
  await endSessions(tx, other.account_id);
  await tx.deleteFrom('phone_account').where('phone_index', '=', index).execute();
}

async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('session').where('kind', '=', 'account').where('subject_id', '=', accountId).execute();
}
