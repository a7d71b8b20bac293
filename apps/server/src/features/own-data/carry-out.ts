import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { AccountClosureTable } from '../../platform/database.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { Tick } from '../../platform/jobs.ts';
import { endCode } from '../code/index.ts';
import { endAllTelling } from '../colour-event/index.ts';
import { type EndingDeps, endGuardianships, endSessionsOf, withdrawConsents } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { destroyPerson } from './destroy.ts';
import { measureOn, waitOf } from './wait.ts';

export interface CarryOutDeps
  extends
    Omit<EndingDeps, 'db'>,
    Pick<NodeContext, 'db' | 'clock' | 'province' | 'config' | 'seal' | 'permutationKey'> {}

const together = 50;
const againSeconds = { waiting: 86_400, ending: 60 };
/** How long everything waits for other provinces and messages that do not get through. */
const longestEndingSeconds = 86_400;

export function ownDataTicks(deps: CarryOutDeps): Tick[] {
  return [{ name: 'own-data.closures', everySeconds: 60, run: (now) => carryOutDue(deps, now) }];
}

/** What is due, each by itself: whatever stops this, the next run goes on where the last transaction ended. */
async function carryOutDue(deps: CarryOutDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('account_closure')
    .select('person_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const { person_id: personId } of due) {
    await transact(deps.db, async (tx) => {
      const row = await tx
        .selectFrom('account_closure')
        .selectAll()
        .where('person_id', '=', personId)
        .where('due_at', '<=', now)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (row !== undefined) await carryOn(tx, deps, row, now);
    });
  }
}

async function carryOn(tx: Tx, deps: CarryOutDeps, row: AccountClosureTable, now: Date): Promise<void> {
  const { person_id: personId, closure_id: closureId, asked_at: askedAt, begun_at: begunAt } = row;
  if (begunAt === null) {
    const wait = await waitOf(tx, personId, now);
    return wait === null ? begin(tx, deps, row, now) : putOff(tx, deps, row, wait, now);
  }
  if (begunAt > addSeconds(now, -longestEndingSeconds) && (await isUnderWay(tx, personId, closureId))) {
    return setDue(tx, personId, { due_at: addSeconds(now, againSeconds.ending) });
  }
  await destroyPerson(tx, deps, { personId, closureId, askedAt });
}

/** A measure is not left behind by closing an account. It is said once, with the day as far as it is known. */
async function putOff(
  tx: Tx,
  deps: CarryOutDeps,
  { person_id: personId, closure_id: subjectId }: AccountClosureTable,
  wait: 'measure' | 'review',
  now: Date,
): Promise<void> {
  const until = (await measureOn(tx, personId, now))?.until ?? addSeconds(now, againSeconds.waiting);
  await tell(tx, deps, { personId, kind: 'closure-waits', subjectId, details: { at: until.toISOString() } });
  await setDue(tx, personId, { due_at: addSeconds(now, againSeconds.waiting), waits_for: wait });
}

/**
 * From here on there is no way back: the code ends, sessions end, other provinces are told that they hold it no longer, and so is
 * everybody who acts for her or for whom she acts. What is held of her is needed for that until they have been told.
 */
async function begin(
  tx: Tx,
  deps: CarryOutDeps,
  { person_id: personId, closure_id: closureId }: AccountClosureTable,
  now: Date,
): Promise<void> {
  await withdrawConsents(tx, deps, personId);
  await endAllTelling(tx, deps, personId);
  await endCode(tx, deps, personId);
  for (const { other, guardianshipId } of await endGuardianships(tx, deps, personId)) {
    await tell(tx, deps, { personId: other, kind: 'acting-ended', subjectId: guardianshipId, details: {} });
  }
  await endSessionsOf(tx, personId);
  await tell(tx, deps, {
    personId,
    kind: 'closure-begun',
    subjectId: closureId,
    details: { caseNumber: closureId },
  });
  await setDue(tx, personId, { due_at: now, begun_at: now, waits_for: null });
}

/** Is another province, or she herself, still to be told? */
async function isUnderWay(tx: Tx, personId: string, closureId: string): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`
    select exists (select from colour_event where person_id = ${personId} and due_at is not null)
        or exists (select from message join message_attempt using (person_id, message_id)
                    where person_id = ${personId} and subject_id = ${closureId} and kind = 'closure-begun'
                      and state = 'due') as waiting`.execute(tx);
  return rows[0]?.waiting ?? false;
}

async function setDue(
  tx: Tx,
  personId: string,
  change: Partial<Pick<AccountClosureTable, 'due_at' | 'begun_at' | 'waits_for'>>,
): Promise<void> {
  await tx.updateTable('account_closure').set(change).where('person_id', '=', personId).execute();
}
