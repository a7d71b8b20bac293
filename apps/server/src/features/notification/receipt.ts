import { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { isCalendarDay } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { createMicroBatch } from '../../platform/micro-batch.ts';
import { prepared } from '../../platform/prepared.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropOtherAttempts } from './calls.ts';
import { lockAttempts } from './lock-attempts.ts';
import { startAttempts } from './tell.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** Milliseconds. A receipt that is older, or from the future, speaks of no message of this node. */
const oldest = 30 * 86_400_000;
const ahead = 300_000;
/** Requests of one transaction. */
const together = 20;

/**
 * Takes the gateway's word on text messages, that of one request all or none.
 * @throws Refusal invalid-input for an instant at which nothing of ours can have arrived
 */
export type ReceiptTaker = (receipts: readonly schemas.SmsReceipt[]) => Promise<void>;

/**
 * A receipt that comes twice, late, or about a message that this part did not send, changes nothing it should not: what arrived has
 * arrived, whatever was thought meanwhile, and an arrival makes further tries needless. Requests of a moment are taken in one
 * transaction, so that they do not wait for each other's locks.
 */
export function createReceiptTaker(deps: Deps): ReceiptTaker {
  const take = createMicroBatch(
    { most: together, milliseconds: 0 },
    async (requests: readonly (readonly schemas.SmsReceipt[])[]) => {
      await transact(deps.db, async (tx) => {
        for (const wave of inTurn(requests.flat())) await takeAll(tx, deps.clock.now(), wave);
      });
      return requests.map(() => undefined);
    },
  );
  return async (receipts) => {
    receipts.forEach(({ at }, position) => requirePlausible(deps.clock.now(), at, position));
    // Sign-in codes are sent by the same gateway; their ids are of the same form and lead nowhere.
    const ours = receipts.filter(({ clientId }) => Value.Check(schemas.Id, clientId));
    if (ours.length > 0) await take(ours);
  };
}

function requirePlausible(now: Date, at: string, position: number): void {
  const age = now.getTime() - Date.parse(at);
  if (isCalendarDay(at.slice(0, 10)) && -ahead <= age && age <= oldest) return;
  throw new Refusal('invalid-input', {
    errors: [{ path: `/body/receipts/${position}/at`, rule: 'of the last 30 days' }],
  });
}

/** What is said of one message more than once, in the order in which it came. */
function inTurn(receipts: readonly schemas.SmsReceipt[]): schemas.SmsReceipt[][] {
  const waves: schemas.SmsReceipt[][] = [];
  const said = new Map<string, number>();
  for (const receipt of receipts) {
    const turn = said.get(receipt.clientId) ?? 0;
    said.set(receipt.clientId, turn + 1);
    (waves[turn] ??= []).push(receipt);
  }
  return waves;
}

interface Told {
  readonly personId: string;
  readonly messageId: string;
  readonly attemptId: string;
  readonly arrived: boolean;
}

interface Settled {
  readonly personId: string;
  readonly messageId: string;
  readonly arrived: boolean;
  readonly lane: number;
  readonly step: number;
  readonly recipient: number;
  readonly channel: string | null;
}

/** @param receipts of as many messages */
async function takeAll(tx: Tx, now: Date, receipts: readonly schemas.SmsReceipt[]): Promise<void> {
  const told = await findAttempts(tx, receipts);
  if (told.length === 0) return;
  await lockAttempts(tx, told);
  const settled = await settle(tx, now, told);
  await dropOtherAttempts(
    tx,
    now,
    settled.filter(({ arrived }) => arrived),
  );
  const missed = settled.filter(({ arrived }) => !arrived);
  await startAttempts(
    tx,
    now,
    missed.map(({ personId, messageId, lane, step, recipient, channel }) =>
      channel === 'guardian'
        ? { personId, messageId, lane, step, recipient: recipient + 1 }
        : { personId, messageId, lane, step: step + 1, recipient: 0 },
    ),
  );
}

async function findAttempts(tx: Tx, receipts: readonly schemas.SmsReceipt[]): Promise<Told[]> {
  const arrived = new Map(receipts.map(({ clientId, status }) => [clientId, status === 'delivered']));
  const { rows } = await sql<Omit<Told, 'arrived'>>`${prepared}
    select person_id as "personId", message_id as "messageId", attempt_id as "attemptId"
      from attempt_person where attempt_id = any(${[...arrived.keys()]}::uuid[])`.execute(tx);
  return rows.map((row) => ({ ...row, arrived: arrived.get(row.attemptId) === true }));
}

async function settle(tx: Tx, now: Date, told: readonly Told[]): Promise<Settled[]> {
  const { rows } = await sql<Settled>`${prepared}
    update message_attempt as attempt
       set state = case when arrived then 'delivered' else 'failed' end,
           reason = case when arrived then null else 'undelivered' end,
           due_at = null, settled_at = ${now}
      from unnest(${told.map(({ personId }) => personId)}::uuid[], ${told.map(({ messageId }) => messageId)}::uuid[],
                  ${told.map(({ attemptId }) => attemptId)}::uuid[], ${told.map(({ arrived }) => arrived)}::boolean[])
           as told (person_id, message_id, attempt_id, arrived)
     where attempt.person_id = told.person_id and attempt.message_id = told.message_id and attempt.attempt_id = told.attempt_id
       and (attempt.state in ('due', 'accepted') or arrived and attempt.state in ('failed', 'needless'))
    returning attempt.person_id as "personId", attempt.message_id as "messageId", arrived, lane, step, recipient, channel`.execute(
    tx,
  );
  return rows;
}
