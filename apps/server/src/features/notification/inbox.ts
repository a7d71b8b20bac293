import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropOtherAttempts } from './calls.ts';
import { renderMessage } from './render.ts';
import { withReasons, type StoredMessage } from './stored.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

const pageSize = 20;

/** A page of what a person was told, newest first. @param before a message of an earlier page: what is older than it */
export async function listMessages(deps: Deps, personId: string, before?: string): Promise<schemas.MessagePage> {
  let query = deps.db.selectFrom('message').selectAll().where('person_id', '=', personId);
  if (before !== undefined) query = query.where('message_id', '<', before);
  const rows = await query
    .orderBy('message_id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const messages = await describeMessages(deps, deps.db, personId, await withReasons(deps.db, page));
  return { messages, next: rows.length > pageSize ? page.at(-1)!.message_id : null };
}

/** Marks a message as read: nobody needs to be told it by another way any more. @throws Refusal not-found */
export async function readMessage(deps: Deps, personId: string, messageId: string): Promise<schemas.Message> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const row = await tx
      .updateTable('message')
      .set((e) => ({ read_at: e.fn.coalesce('read_at', e.val(now)) }))
      .where('person_id', '=', personId)
      .where('message_id', '=', messageId)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not-found');
    await dropOtherAttempts(tx, now, [{ personId, messageId }]);
    const [message] = await describeMessages(deps, tx, personId, await withReasons(tx, [row]));
    return message!;
  });
}

async function describeMessages(
  deps: Deps,
  read: Read,
  personId: string,
  messages: readonly StoredMessage[],
): Promise<schemas.Message[]> {
  if (messages.length === 0) return [];
  const attempts = await read
    .selectFrom('message_attempt')
    .select(['message_id', 'channel', 'state', 'settled_at'])
    .where('person_id', '=', personId)
    .where(
      'message_id',
      'in',
      messages.map(({ messageId }) => messageId),
    )
    .orderBy('step')
    .orderBy('recipient')
    .execute();
  return messages.map((message) => ({
    messageId: message.messageId,
    kind: message.kind,
    subjectId: message.subjectId,
    toldAt: toEdge(message.toldAt),
    readAt: toEdgeOrNull(message.readAt),
    title: renderMessage(deps.province, message).title,
    text: renderMessage(deps.province, message).text,
    reasons: message.reasons.map(({ text, until, release }) => ({
      text,
      until: until === null ? null : toEdge(new Date(until)),
      release,
    })),
    contest: { text: deps.province.contest, hotline: deps.province.hotline },
    delivery: deliveryOf(
      message,
      attempts.filter((row) => row.message_id === message.messageId),
    ),
  }));
}

interface AttemptRow {
  channel: string | null;
  state: string;
  settled_at: Date | null;
}

/** How the message reached her, in one word: what arrived counts first, then what was tried last. */
function deliveryOf({ readAt }: StoredMessage, attempts: readonly AttemptRow[]): schemas.Message['delivery'] {
  const describe = (state: schemas.DeliveryState, row: AttemptRow | undefined) => ({
    state,
    channel: (row?.channel ?? null) as schemas.MessageChannelName | null,
    at: toEdgeOrNull(row?.settled_at ?? null),
  });
  const arrived = attempts.find(({ state }) => state === 'delivered');
  if (arrived !== undefined) return describe('delivered', arrived);
  const taken = attempts.findLast(({ state }) => state === 'accepted');
  if (taken !== undefined) return describe(taken.channel === 'community' ? 'call' : 'sent', taken);
  if (readAt !== null) return { state: 'delivered', channel: null, at: toEdge(readAt) };
  const due = attempts.find(({ state }) => state === 'due');
  return due === undefined ? describe('undelivered', attempts.at(-1)) : { state: 'sending', channel: null, at: null };
}
