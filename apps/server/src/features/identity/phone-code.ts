import { randomInt, timingSafeEqual } from 'node:crypto';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { chargePhoneCode, chargePhoneGuess } from './limits.ts';
import type { SmsGateway } from './ports.ts';

const validSeconds = 300;
const resendSeconds = 60;
/** Guesses at one code; how many over all codes of a day is the province's limit (see `chargePhoneGuess`). */
const maximumAttempts = 5;

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'config'> & { readonly sms: SmsGateway };

/**
 * Sends a code to any phone, known or not: the answer does not tell which.
 * @throws Refusal phone-code-too-soon, phone-code-limit, too-many-requests, sms-unavailable
 */
export async function sendPhoneCode(deps: Deps, phone: string, source: string): Promise<void> {
  const now = deps.clock.now();
  const giveBack = await chargePhoneCode(deps, phone, source);
  const phoneIndex = deps.seal.index('phone', phone);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const row = {
    code_hash: hashCode(deps, phone, code),
    sent_at: now,
    expires_at: addSeconds(now, validSeconds),
    attempts: 0,
  };
  const stored = await deps.db
    .insertInto('phone_code')
    .values({ phone_index: phoneIndex, ...row })
    .onConflict((conflict) =>
      conflict
        .column('phone_index')
        .doUpdateSet(row)
        .where('phone_code.sent_at', '<=', addSeconds(now, -resendSeconds)),
    )
    .executeTakeFirst();
  if (stored.numInsertedOrUpdatedRows === 0n) {
    await giveBack();
    throw new Refusal('phone-code-too-soon', { retryAfterSeconds: resendSeconds });
  }
  try {
    await deps.sms.send({
      to: phone,
      templateId: 'sign-in-code',
      text: `【${deps.province.codeName.zh}】验证码 ${code},5 分钟内有效。请勿告诉他人。`,
      clientId: newId(now),
    });
  } catch {
    // Not sent, so the person must not be made to wait a minute before trying again.
    await deps.db.deleteFrom('phone_code').where('phone_index', '=', phoneIndex).execute();
    await giveBack();
    throw new Refusal('sms-unavailable', { retryAfterSeconds: 5 });
  }
}

/** Uses up the code of a phone. @throws Refusal phone-code-wrong, phone-code-expired, phone-code-guesses-used */
export async function redeemPhoneCode(
  deps: Pick<Deps, 'db' | 'clock' | 'seal' | 'province'>,
  phone: string,
  code: string,
): Promise<void> {
  const phoneIndex = deps.seal.index('phone', phone);
  // The attempt is counted by itself first: a wrong guess must cost one even though the sign-in fails.
  const row = await deps.db
    .updateTable('phone_code')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('phone_index', '=', phoneIndex)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('phone-code-wrong');
  if (row.expires_at <= deps.clock.now() || row.attempts > maximumAttempts) throw new Refusal('phone-code-expired');
  const giveBack = await chargePhoneGuess(deps, phone);
  if (!timingSafeEqual(hashCode(deps, phone, code), row.code_hash)) throw new Refusal('phone-code-wrong');
  await transact(deps.db, async (tx) => {
    const used = await tx
      .deleteFrom('phone_code')
      .where('phone_index', '=', phoneIndex)
      .where('code_hash', '=', row.code_hash)
      .executeTakeFirst();
    if (used.numDeletedRows === 0n) throw new Refusal('phone-code-expired');
  });
  await giveBack();
}

/** Keyed with the index key, which is not in the database: whoever reads the row cannot try the million codes. */
function hashCode(deps: Pick<Deps, 'seal'>, phone: string, code: string): Buffer {
  return deps.seal.index('phone-code', `${phone} ${code}`);
}
