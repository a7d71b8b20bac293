import type { ProblemCode } from '@tongxing/contract';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { LimitDeps } from './durable.ts';

export interface GrowingDelay {
  readonly name: string;
  readonly problem: ProblemCode;
  /** Failures that cost no time. */
  readonly free: number;
  /** The longest wait; one failure more does not make it longer. */
  readonly maximumSeconds: number;
}

/**
 * Lets one try pass, and makes the next wait 1, 2, 4 … seconds after the free ones, until one succeeds. The try is counted before it
 * is made, in one statement: of a hundred at the same time no more pass than one after another would.
 * @returns to be called when the try succeeded: the failures are forgotten
 * @throws Refusal the delay's problem, with the time that is left
 */
export async function tryAfterDelay(
  deps: LimitDeps,
  delay: GrowingDelay,
  subject: string,
): Promise<() => Promise<void>> {
  const key = deps.seal.index('limit', `${delay.name}:${subject}`);
  const now = deps.clock.now().getTime() * 1000;
  const longest = delay.maximumSeconds * 1_000_000;
  const { rows } = await sql`
    insert into failure_delay (subject, failures, not_before) values (${key}, 1, ${now})
    on conflict (subject) do update set failures = failure_delay.failures + 1,
      not_before = ${now}::bigint + case when failure_delay.failures < ${delay.free}::integer then 0
        else least(${longest}::bigint, 1000000::bigint << least(failure_delay.failures - ${delay.free}::integer, 30)) end
      where failure_delay.not_before <= ${now}::bigint or failure_delay.not_before > ${now + longest}::bigint
    returning not_before`.execute(deps.db);
  if (rows.length === 0) {
    const { not_before: notBefore } = await deps.db
      .selectFrom('failure_delay')
      .select('not_before')
      .where('subject', '=', key)
      .executeTakeFirstOrThrow();
    throw new Refusal(delay.problem, { retryAfterSeconds: Math.max(1, Math.ceil((notBefore - now) / 1_000_000)) });
  }
  return async () => {
    await deps.db.deleteFrom('failure_delay').where('subject', '=', key).execute();
  };
}
