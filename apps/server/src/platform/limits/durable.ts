import type { ProblemCode } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { Refusal } from '../refusal.ts';
import type { Limit } from './gcra.ts';

/** A limit that holds over all processes and restarts. */
export interface DurableLimit extends Limit {
  /** Says what is limited; part of the key under which it is counted. */
  readonly name: string;
  /** What a caller past the limit is answered. */
  readonly problem: ProblemCode;
}

export type LimitDeps = Pick<NodeContext, 'db' | 'clock' | 'seal'>;

export interface Charge {
  readonly limit: DurableLimit;
  /** Whom it is counted for; only its keyed index is stored. */
  readonly subject: string;
  /** How many at once; 1 unless told. */
  readonly amount?: number;
}

/**
 * Counts one use of each limit, or none of them. One statement for a limit, by the same arithmetic as {@link take}: two at the same
 * time cannot both have the last one. It commits by itself, so that a try that fails has been counted.
 * @returns gives the charges back, for what turns out not to count
 * @throws Refusal the limit's problem, with the time until it is allowed again
 */
export async function charge(deps: LimitDeps, charges: readonly Charge[]): Promise<() => Promise<void>> {
  const charged: Charge[] = [];
  const giveBack = async () => {
    for (const each of charged.splice(0)) await release(deps, each);
  };
  for (const each of charges) {
    if (await use(deps, each)) charged.push(each);
    else {
      await giveBack();
      throw new Refusal(each.limit.problem, { retryAfterSeconds: await waitSeconds(deps, each) });
    }
  }
  return giveBack;
}

async function use(deps: LimitDeps, each: Charge): Promise<boolean> {
  const { now, horizon, step } = numbers(deps, each);
  if (now + step > horizon) return false;
  const { rows } = await sql`
    insert into limit_use (subject, used_until) values (${subjectOf(deps, each)}, ${now + step})
    on conflict (subject) do update
      set used_until = greatest(least(limit_use.used_until, ${horizon}::bigint), ${now}::bigint) + ${step}::bigint
      where greatest(least(limit_use.used_until, ${horizon}::bigint), ${now}::bigint) + ${step}::bigint <= ${horizon}::bigint
    returning used_until`.execute(deps.db);
  return rows.length > 0;
}

async function release(deps: LimitDeps, each: Charge): Promise<void> {
  const { step } = numbers(deps, each);
  await sql`update limit_use set used_until = used_until - ${step}::bigint where subject = ${subjectOf(deps, each)}`.execute(
    deps.db,
  );
}

async function waitSeconds(deps: LimitDeps, each: Charge): Promise<number> {
  const { now, horizon, step } = numbers(deps, each);
  const subject = subjectOf(deps, each);
  // Further ahead than the limit reaches, because the clock was set back: all used from now on, not for as long as that.
  await deps.db
    .updateTable('limit_use')
    .set({ used_until: horizon })
    .where('subject', '=', subject)
    .where('used_until', '>', horizon)
    .execute();
  const row = await deps.db
    .selectFrom('limit_use')
    .select('used_until')
    .where('subject', '=', subject)
    .executeTakeFirst();
  const usedUntil = row?.used_until ?? now;
  return Math.max(1, Math.ceil((usedUntil + step - horizon) / 1_000_000));
}

/** Whole microseconds, so that the database counts in integers. */
function numbers(deps: LimitDeps, { limit, amount = 1 }: Charge) {
  const now = deps.clock.now().getTime() * 1000;
  const window = limit.seconds * 1_000_000;
  return { now, horizon: now + window, step: Math.floor(window / limit.count) * amount };
}

function subjectOf(deps: LimitDeps, { limit, subject }: Charge): Buffer {
  return deps.seal.index('limit', `${limit.name}:${subject}`);
}

/** Forgets what has come back in full, and failures that nobody has repeated for a day. */
export async function forgetLimits(deps: Pick<LimitDeps, 'db'>, now: Date): Promise<void> {
  const microseconds = now.getTime() * 1000;
  await deps.db.deleteFrom('limit_use').where('used_until', '<', microseconds).execute();
  await deps.db
    .deleteFrom('failure_delay')
    .where('not_before', '<', microseconds - 86_400_000_000)
    .execute();
}
