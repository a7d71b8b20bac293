import { randomInt, timingSafeEqual } from 'node:crypto';
import { people } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { chargePhoneCode, chargePhoneGuess } from './limits.ts';
import { phoneIndex, readPhone } from './phone.ts';
import type { SmsGateway } from './ports.ts';

const validSeconds = 300;
const resendSeconds = 60;
/** Guesses at one code; how many over all codes of a day is the province's limit (see `chargePhoneGuess`). */
const maximumAttempts = 5;

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'config'> & { readonly sms: SmsGateway };

/**
 * What a code is for: one for signing in is of no use for anything else, nor the other way round. `subject` is the account or the
 * guardianship that it is bound to.
 */
export type PhoneCodeUse =
  | { readonly purpose: 'sign-in' }
  | { readonly purpose: 'change-phone' | 'guardianship' | OwnCodePurpose; readonly subject: string };

/** What a person does with what is held of her: confirmed by the phone that is hers already. */
export type OwnCodePurpose = 'export-data' | 'close-account';

const signingIn: PhoneCodeUse = { purpose: 'sign-in' };

/** What the message says that the code is for. */
const uses: Readonly<Record<PhoneCodeUse['purpose'], { templateId: string; zh: string; en: string }>> = {
  'sign-in': { templateId: 'sign-in-code', zh: '', en: 'Code' },
  'change-phone': { templateId: 'change-phone-code', zh: '您正在换用本手机号。', en: 'To move to this phone: code' },
  guardianship: {
    templateId: 'guardianship-code',
    zh: '有家人申请代您办理健康码。同意才告诉对方。',
    en: 'Somebody asks to handle your health code for you. Only if you agree, pass on the code',
  },
  'export-data': {
    templateId: 'export-data-code',
    zh: '您正在导出本人的全部数据。',
    en: 'To export all your data: code',
  },
  'close-account': { templateId: 'close-account-code', zh: '您正在申请注销账号。', en: 'To close your account: code' },
};

/**
 * Sends a code to any phone, known or not: the answer does not tell which.
 * @param source the address it is asked from
 * @throws Refusal phone-code-too-soon, phone-code-limit, too-many-requests, sms-unavailable
 */
export async function sendPhoneCode(
  deps: Deps,
  typed: string,
  source: string,
  use: PhoneCodeUse = signingIn,
): Promise<void> {
  const now = deps.clock.now();
  const phone = readPhone(typed);
  const giveBack = await chargePhoneCode(deps, phone, source);
  const place = placeOf(deps, phone, use);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const row = {
    code_hash: hashCode(deps, phone, code, use),
    sent_at: now,
    expires_at: addSeconds(now, validSeconds),
    attempts: 0,
  };
  const stored = await deps.db
    .insertInto('phone_code')
    .values({ phone_index: place, ...row })
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
      to: people.domesticPhone(phone),
      templateId: uses[use.purpose].templateId,
      text: codeText(deps.province.codeName.zh, code, use, people.isMainlandPhone(phone)),
      clientId: newId(now),
    });
  } catch {
    // Not sent, so the person must not be made to wait a minute before trying again.
    await deps.db.deleteFrom('phone_code').where('phone_index', '=', place).execute();
    await giveBack();
    throw new Refusal('sms-unavailable', { retryAfterSeconds: 5 });
  }
}

function codeText(sender: string, code: string, use: PhoneCodeUse, mainland: boolean): string {
  const { zh, en } = uses[use.purpose];
  const warning = use.purpose === 'guardianship' ? '' : '请勿告诉他人。';
  const chinese = `【${sender}】${zh}验证码 ${code},5 分钟内有效。${warning}`;
  return mainland ? chinese : `${chinese} ${en} ${code}, valid for 5 minutes.`;
}

/** Uses up the code of a phone. @throws Refusal phone-code-wrong, phone-code-expired, phone-code-guesses-used */
export async function redeemPhoneCode(
  deps: Pick<Deps, 'db' | 'clock' | 'seal' | 'province'>,
  typed: string,
  code: string,
  use: PhoneCodeUse = signingIn,
): Promise<void> {
  const phone = readPhone(typed);
  const place = placeOf(deps, phone, use);
  // The attempt is counted by itself first: a wrong guess must cost one even though the sign-in fails.
  const row = await deps.db
    .updateTable('phone_code')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('phone_index', '=', place)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('phone-code-wrong');
  if (row.expires_at <= deps.clock.now() || row.attempts > maximumAttempts) throw new Refusal('phone-code-expired');
  const giveBack = await chargePhoneGuess(deps, phone);
  if (!timingSafeEqual(hashCode(deps, phone, code, use), row.code_hash)) throw new Refusal('phone-code-wrong');
  await transact(deps.db, async (tx) => {
    const used = await tx
      .deleteFrom('phone_code')
      .where('phone_index', '=', place)
      .where('code_hash', '=', row.code_hash)
      .executeTakeFirst();
    if (used.numDeletedRows === 0n) throw new Refusal('phone-code-expired');
  });
  await giveBack();
}

/** Where the code of a phone for a purpose stands. Each purpose has its own minute between two messages. */
function placeOf(deps: Pick<Deps, 'seal'>, phone: string, use: PhoneCodeUse): Buffer {
  if (use.purpose === 'sign-in') return phoneIndex(deps, phone);
  return deps.seal.index('phone-code', `${use.purpose} ${phone}`);
}

/** Keyed with the index key, which is not in the database: whoever reads the row cannot try the million codes. */
function hashCode(deps: Pick<Deps, 'seal'>, phone: string, code: string, use: PhoneCodeUse): Buffer {
  const subject = 'subject' in use ? use.subject : '';
  return deps.seal.index('phone-code', [phone, code, use.purpose, subject].join(' '));
}
