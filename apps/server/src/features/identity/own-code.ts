import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { openPhone } from './phone.ts';
import { type OwnCodePurpose, redeemPhoneCode, sendPhoneCode } from './phone-code.ts';
import type { SmsGateway } from './ports.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'config'>;

/** A code to the phone that the account has: nobody says which. @throws Refusal as `sendPhoneCode` */
export async function sendOwnCode(
  deps: Deps & { readonly sms: SmsGateway },
  accountId: string,
  purpose: OwnCodePurpose,
  source: string,
): Promise<void> {
  const phone = await phoneOf(deps.db, deps, accountId);
  await sendPhoneCode(deps, phone, source, { purpose, subject: accountId });
}

/** @throws Refusal phone-code-wrong, phone-code-expired, phone-code-guesses-used */
export async function redeemOwnCode(
  deps: Deps,
  accountId: string,
  code: string,
  purpose: OwnCodePurpose,
): Promise<void> {
  const phone = await phoneOf(deps.db, deps, accountId);
  await redeemPhoneCode(deps, phone, code, { purpose, subject: accountId });
}

async function phoneOf(read: Read, deps: Pick<Deps, 'seal'>, accountId: string): Promise<string> {
  const row = await read
    .selectFrom('account')
    .select('phone_sealed')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return openPhone(deps, row.phone_sealed);
}
