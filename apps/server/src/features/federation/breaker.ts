import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';

export type BreakerDeps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

/**
 * May a peer be asked? `closed`: yes, by everybody. `probe`: it has been silent, and it is time for one question to find out.
 * Otherwise not before `until`.
 */
export type Gate = 'closed' | 'probe' | { readonly until: Date; readonly busy: boolean };

/** Longer than a question may take: whoever has the one question and vanishes with it holds up the next no longer than this. */
const probeSeconds = 10;

export async function gateTo(deps: BreakerDeps, peer: string): Promise<Gate> {
  const row = await deps.db.selectFrom('peer_breaker').selectAll().where('peer', '=', peer).executeTakeFirst();
  if (row === undefined || row.opened_at === null || row.retry_at === null) return 'closed';
  return row.retry_at <= deps.clock.now() ? 'probe' : { until: row.retry_at, busy: row.busy };
}

/** Takes the one question that is due, over all processes; false where another has it. */
export async function takeProbe(deps: BreakerDeps, peer: string): Promise<boolean> {
  const now = deps.clock.now();
  const { numUpdatedRows } = await deps.db
    .updateTable('peer_breaker')
    .set({ retry_at: addSeconds(now, probeSeconds) })
    .where('peer', '=', peer)
    .where('opened_at', 'is not', null)
    .where('retry_at', '<=', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The peer has answered. True where it had been silent until now. */
export async function heardFrom(deps: BreakerDeps, peer: string): Promise<boolean> {
  const { rows } = await sql<{ opened_at: Date | null }>`
    delete from peer_breaker where peer = ${peer} returning opened_at`.execute(deps.db);
  return rows.some((row) => row.opened_at !== null);
}

export interface Silence {
  readonly busy: boolean;
  /** The peer itself says when it may be asked again (`Retry-After`). */
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * The peer has not answered. After as many failures in a row as the profile says nobody asks it for the time that the profile gives to
 * the first retry, then for that of the second and so on, each with up to a quarter more.
 */
export async function silentIs(
  deps: BreakerDeps,
  peer: string,
  { busy, retryAfterSeconds = 0 }: Silence,
): Promise<void> {
  const { breakerFailures, retrySeconds } = deps.province.recognition;
  const now = deps.clock.now();
  const { failures } = await deps.db
    .insertInto('peer_breaker')
    .values({ peer, failures: 1, busy, opened_at: null, retry_at: null })
    .onConflict((conflict) =>
      conflict.column('peer').doUpdateSet((e) => ({ failures: e('peer_breaker.failures', '+', 1), busy })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  if (failures < breakerFailures) return;
  const step = Math.min(failures - breakerFailures, retrySeconds.length - 1);
  const seconds = Math.max(retrySeconds[step] as number, retryAfterSeconds);
  await deps.db
    .updateTable('peer_breaker')
    .set((e) => ({
      opened_at: e.fn.coalesce('opened_at', e.val(now)),
      retry_at: addSeconds(now, seconds + randomInt(Math.max(1, Math.ceil(seconds / 4)))),
    }))
    .where('peer', '=', peer)
    .execute();
}

/** Peers that have been silent and are to be asked once now. */
export async function peersToProbe(deps: Pick<BreakerDeps, 'db'>, now: Date): Promise<string[]> {
  const rows = await deps.db
    .selectFrom('peer_breaker')
    .select('peer')
    .where('opened_at', 'is not', null)
    .where('retry_at', '<=', now)
    .execute();
  return rows.map(({ peer }) => peer);
}
