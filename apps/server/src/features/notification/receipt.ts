import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { isCalendarDay } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropOtherAttempts } from './calls.ts';
import { startAttempts } from './tell.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** Milliseconds. A receipt that is older, or from the future, speaks of no message of this node. */
const oldest = 30 * 86_400_000;
const ahead = 300_000;

/**
 * Takes the gateway's word on a text message. A receipt that comes twice, late, or about a message that this part did not send, changes
 * nothing it should not: what arrived has arrived, whatever was thought meanwhile, and an arrival makes further tries needless.
 * @throws Refusal invalid-input for an instant at which nothing of ours can have arrived
 */
export async function takeReceipt(deps: Deps, receipt: schemas.SmsReceipt): Promise<void> {
  const { clientId } = receipt;
  requirePlausible(deps.clock.now(), receipt.at);
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

function requirePlausible(now: Date, at: string): void {
  const age = now.getTime() - Date.parse(at);
  if (isCalendarDay(at.slice(0, 10)) && -ahead <= age && age <= oldest) return;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/at', rule: 'of the last 30 days' }] });
}
