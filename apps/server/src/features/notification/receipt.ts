import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { dropOtherAttempts } from './calls.ts';
import { startAttempts } from './tell.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/**
 * Takes the gateway's word on a text message. A receipt that comes twice, late, or about a message that this part did not send, changes
 * nothing it should not: what arrived has arrived, whatever was thought meanwhile, and an arrival makes further tries needless.
 */
export async function takeReceipt(deps: Deps, receipt: schemas.SmsReceipt): Promise<void> {
  const { clientId } = receipt;
  // Sign-in codes are sent by the same gateway; their ids are of the same form and lead nowhere.
  if (!Value.Check(schemas.Id, clientId)) return;
  await transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const place = await tx
      .selectFrom('attempt_person')
      .selectAll()
      .where('attempt_id', '=', clientId)
      .executeTakeFirst();
    if (place === undefined) return;
    const arrived = receipt.status === 'delivered';
    const attempt = await tx
      .updateTable('message_attempt')
      .set({
        state: arrived ? 'delivered' : 'failed',
        reason: arrived ? null : 'undelivered',
        due_at: null,
        settled_at: now,
      })
      .where('person_id', '=', place.person_id)
      .where('message_id', '=', place.message_id)
      .where('attempt_id', '=', clientId)
      .where('state', 'in', arrived ? ['due', 'accepted', 'failed', 'needless'] : ['due', 'accepted'])
      .returningAll()
      .executeTakeFirst();
    if (attempt === undefined) return;
    if (arrived) return dropOtherAttempts(tx, now, place.person_id, place.message_id);
    const guardian = attempt.channel === 'guardian';
    await startAttempts(tx, now, [
      {
        personId: place.person_id,
        messageId: place.message_id,
        lane: attempt.lane,
        step: guardian ? attempt.step : attempt.step + 1,
        recipient: guardian ? attempt.recipient + 1 : 0,
      },
    ]);
  });
}
