import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { enqueue, type Job, type Tick } from '../../platform/jobs.ts';
import { approvalStates } from '../approval/index.ts';
import { applyEntries, takeBack, type ApplyDeps } from './apply.ts';
import { listJob } from './list-kind.ts';
import { logList } from './log.ts';
import { nextEntries, type EntryState } from './read-entries.ts';
import { lockList, type StoredList } from './stored-list.ts';

export type CarryOutDeps = ApplyDeps & Pick<NodeContext, 'db'>;

/** People of one transaction: a crash loses at most one batch, which is then done again. */
const together = 500;
/** A list whose work did not come to its end is looked at again after this long. */
const againSeconds = 60;

export function listJobs(deps: CarryOutDeps): Job[] {
  return [{ name: listJob, run: ({ listId = '' }) => carryOut(deps, listId) }];
}

/** Applies a list or takes it back, batch by batch, each in a transaction of its own, from wherever it stands. */
async function carryOut(deps: CarryOutDeps, listId: string): Promise<void> {
  let after: string | undefined;
  do {
    after = await transact(deps.db, (tx) => oneBatch(tx, deps, listId, after));
  } while (after !== undefined);
}

async function oneBatch(
  tx: Tx,
  deps: CarryOutDeps,
  listId: string,
  after: string | undefined,
): Promise<string | undefined> {
  const list = await lockList(tx, listId);
  if (list === undefined || !['in-force', 'withdrawn', 'ended'].includes(list.state)) return undefined;
  const inForce = list.state === 'in-force';
  const states: EntryState[] = inForce ? ['waiting'] : ['applied'];
  // What is taken back leaves its state, so that the next ones are always the first.
  const place = inForce ? after : undefined;
  const entries = await nextEntries(tx, deps, listId, { states, after: place, limit: together });
  if (entries.length === 0) {
    await finish(tx, list);
    return undefined;
  }
  const known = entries.filter(({ personId }) => personId !== undefined);
  if (inForce) await applyEntries(tx, deps, list, known);
  else await takeBack(tx, deps, list, known);
  return entries.at(-1)?.entryId;
}

/** Applied, a list is looked at again at its end. Ended, it forgets who was on it; how many they were stays. */
async function finish(tx: Tx, { list_id: listId, state, ends_at: endsAt }: StoredList): Promise<void> {
  const dueAt = state === 'in-force' ? endsAt : null;
  await tx.updateTable('colour_list').set({ due_at: dueAt }).where('list_id', '=', listId).execute();
  if (dueAt !== null) return;
  await tx.deleteFrom('listed_subject').where('list_id', '=', listId).execute();
  await tx.deleteFrom('list_entry').where('list_id', '=', listId).execute();
}

/** Ends a list, by itself or by one person, and has everybody on it decided anew. The list is locked by the caller. */
export async function endList(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  list: StoredList,
  outcome: { readonly state: 'withdrawn' | 'ended'; readonly by: string | null },
): Promise<void> {
  const now = deps.clock.now();
  const { list_id: listId } = list;
  await tx
    .updateTable('colour_list')
    .set({ state: outcome.state, closed_at: now, closed_by: outcome.by, due_at: now })
    .where('list_id', '=', listId)
    .execute();
  await logList(tx, deps, list, { event: outcome.state, by: outcome.by });
  await enqueue(tx, listJob, { listId }, `${listJob}:${listId}`);
}

export function listTicks(deps: CarryOutDeps): Tick[] {
  return [{ name: 'listing.due', everySeconds: 5, run: (now) => lookAtDue(deps, now) }];
}

async function lookAtDue(deps: CarryOutDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('colour_list')
    .select('list_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(100)
    .execute();
  for (const { list_id: listId } of due) await transact(deps.db, (tx) => lookAtOne(tx, deps, listId, now));
}

async function lookAtOne(tx: Tx, deps: CarryOutDeps, listId: string, now: Date): Promise<void> {
  const list = await lockList(tx, listId);
  if (list === undefined || list.due_at === null || list.due_at > now) return;
  if (list.state === 'in-force' && list.ends_at <= now) {
    await endList(tx, deps, list, { state: 'ended', by: null });
    return;
  }
  const again = { due_at: addSeconds(now, againSeconds) };
  await tx.updateTable('colour_list').set(again).where('list_id', '=', listId).execute();
  if (list.state === 'proposed') await closeUnapproved(tx, list);
  else await enqueue(tx, listJob, { listId }, `${listJob}:${listId}`);
}

/** What was rejected, withdrawn or not decided in time comes to its end here. */
async function closeUnapproved(tx: Tx, { list_id: listId, approval_id: approvalId }: StoredList): Promise<void> {
  const state = (await approvalStates(tx, [approvalId!])).get(approvalId!);
  if (state === 'proposed') return;
  await tx
    .updateTable('colour_list')
    .set({ state: 'not-approved', due_at: null })
    .where('list_id', '=', listId)
    .execute();
  await tx.deleteFrom('listed_subject').where('list_id', '=', listId).execute();
  await tx.deleteFrom('list_entry').where('list_id', '=', listId).execute();
}
