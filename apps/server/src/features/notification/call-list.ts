import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { coversDivision } from '../../province.ts';
import { personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { contactsOf } from './contacts.ts';
import { renderMessage } from './render.ts';
import { withReasons } from './stored.ts';

export type CallListDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'>;

const shownAtOnce = 100;
/** So many calls without an answer, and somebody goes there. She stays on the list until she knows. */
const callsBeforeVisit = 2;
const purpose = 'community-call';

/** Those of the caller's division whom no message has reached: the next to be called first. */
export function callList(deps: CallListDeps, staff: StaffPrincipal): Promise<schemas.CommunityCall[]> {
  return transact(deps.db, async (tx) => {
    const rows = await tx
      .selectFrom('community_call')
      .selectAll()
      .where('state', '=', 'open')
      .where('division', 'like', `${divisionPrefix(staff.division)}%`)
      .orderBy('call_after')
      .limit(shownAtOnce)
      .execute();
    const contacts = await contactsOf(
      tx,
      deps,
      rows.map((row) => row.person_id),
    );
    const calls: schemas.CommunityCall[] = [];
    for (const row of rows) {
      const personId = row.person_id;
      await recordStaffAccess(tx, deps, {
        staff,
        personId,
        purpose,
        seen: ['identity', 'phone', 'division', 'messages'],
        reference: row.call_id,
      });
      calls.push({
        callId: row.call_id,
        maskedName: (await personCard(tx, deps, personId)).maskedName,
        phone: contacts.get(personId)?.phone ?? null,
        division: row.division,
        openedAt: toEdge(row.opened_at),
        failedCalls: row.failed_calls,
        callAfter: toEdge(row.call_after),
        needsVisit: row.failed_calls >= callsBeforeVisit,
        messages: await toBeTold(tx, deps, personId),
      });
    }
    return calls;
  });
}

async function toBeTold(tx: Tx, deps: CallListDeps, personId: string): Promise<schemas.CommunityCall['messages']> {
  const rows = await tx
    .selectFrom('message')
    .innerJoin('message_attempt as attempt', (join) =>
      join.onRef('attempt.person_id', '=', 'message.person_id').onRef('attempt.message_id', '=', 'message.message_id'),
    )
    .selectAll('message')
    .where('message.person_id', '=', personId)
    .where('attempt.channel', '=', 'community')
    .where('attempt.state', '=', 'accepted')
    .orderBy('message.message_id')
    .execute();
  return (await withReasons(tx, rows)).map((message) => {
    const { title, text } = renderMessage(deps.province, message);
    return { toldAt: toEdge(message.toldAt), title, text };
  });
}

/**
 * Keeps how a call went. Who was reached is told, and off the list; who was not is called again later, and visited after two calls.
 * @throws Refusal not-found for a call of another division, call-closed
 */
export function recordCall(
  deps: CallListDeps,
  staff: StaffPrincipal,
  callId: string,
  { outcome }: schemas.CallOutcome,
): Promise<schemas.CallRecorded> {
  return transact(deps.db, async (tx) => {
    const call = await findCall(tx, staff, callId);
    const now = deps.clock.now();
    const key = { person_id: call.person_id, call_id: callId };
    await recordStaffAccess(tx, deps, {
      staff,
      personId: call.person_id,
      purpose,
      seen: ['contact'],
      reference: callId,
    });
    await tx
      .insertInto('community_call_try')
      .values({ ...key, try_id: newId(now), staff_id: staff.staffId, outcome, called_at: now })
      .execute();
    const reached = outcome === 'reached';
    const failedCalls = call.failed_calls + (reached ? 0 : 1);
    const callAfter = addSeconds(now, deps.province.notification.callAgainMinutes * 60);
    await tx
      .updateTable('community_call')
      .set(reached ? { state: 'reached', closed_at: now } : { failed_calls: failedCalls, call_after: callAfter })
      .where('person_id', '=', key.person_id)
      .where('call_id', '=', callId)
      .execute();
    if (reached) await markTold(tx, now, key.person_id);
    return {
      state: reached ? 'reached' : 'open',
      failedCalls,
      callAfter: reached ? null : toEdge(callAfter),
      needsVisit: !reached && failedCalls >= callsBeforeVisit,
    };
  });
}

async function findCall(tx: Tx, staff: StaffPrincipal, callId: string) {
  const place = await tx.selectFrom('call_person').select('person_id').where('call_id', '=', callId).executeTakeFirst();
  const call =
    place &&
    (await tx
      .selectFrom('community_call')
      .selectAll()
      .where('person_id', '=', place.person_id)
      .where('call_id', '=', callId)
      .forUpdate()
      .executeTakeFirst());
  if (call === undefined || !coversDivision(staff.division, call.division)) throw new Refusal('not-found');
  if (call.state !== 'open') throw new Refusal('call-closed');
  return call;
}

async function markTold(tx: Tx, now: Date, personId: string): Promise<void> {
  await tx
    .updateTable('message_attempt')
    .set({ state: 'delivered', settled_at: now })
    .where('person_id', '=', personId)
    .where('channel', '=', 'community')
    .where('state', '=', 'accepted')
    .execute();
}
