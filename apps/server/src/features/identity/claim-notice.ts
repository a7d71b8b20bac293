import { people } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, type Job } from '../../platform/jobs.ts';
import { guardiansOf } from './guardianship.ts';
import { openPhone } from './phone.ts';
import type { SmsGateway } from './ports.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & { readonly sms: SmsGateway };

const job = 'identity.claim-notice';

/** The owner of a document is told, once a day, that another phone tried to be verified with it. */
export async function noteForeignClaim(tx: Tx, deps: Pick<Deps, 'clock'>, personId: string): Promise<void> {
  const now = deps.clock.now();
  const noticeId = newId(now);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('claim_notice')
    .values({ person_id: personId, noticed_on: dayOf(now), notice_id: noticeId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) await enqueue(tx, job, { personId, noticeId });
}

export function claimNoticeJobs(deps: Deps): Job[] {
  return [
    {
      name: job,
      async run({ personId = '', noticeId = '' }) {
        for (const [position, phone] of (await phonesFor(deps.db, deps, personId)).entries()) {
          await deps.sms.send({
            to: people.domesticPhone(phone),
            templateId: 'claim-notice',
            text: noticeText(deps.province.codeName, deps.province.hotline),
            // The same message when the job runs again.
            clientId: `${noticeId}-${position}`,
          });
        }
      },
    },
  ];
}

/** Her own phone, or those of her guardians. */
async function phonesFor(read: Read, deps: Deps, personId: string): Promise<string[]> {
  const guardians = await guardiansOf(read, personId, deps.clock.now());
  const rows = await read
    .selectFrom('person')
    .select(['person_id', 'phone_sealed'])
    .where('person_id', 'in', [personId, ...guardians])
    .execute();
  const own = rows.filter((row) => row.person_id === personId && row.phone_sealed !== null);
  return (own.length > 0 ? own : rows).flatMap((row) =>
    row.phone_sealed === null ? [] : [openPhone(deps, row.phone_sealed)],
  );
}

function noticeText(codeName: { zh: string; en: string }, hotline: string): string {
  return (
    `【${codeName.zh}】有人在另一部手机上用您的证件做实名认证,未通过,您的码没有变化。如是您本人换号,请用本号登录后更换手机号;` +
    `如不是,不用处理,有疑问请拨 ${hotline}。 Another phone tried to be verified with your document and was refused; your code is as before. ` +
    `If it was you, sign in with this number and change it; if not, you need not do anything.`
  );
}
