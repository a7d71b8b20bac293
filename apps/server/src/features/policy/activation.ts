import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import type { ReleaseContent } from './release-content.ts';

export interface ReleaseInForce {
  readonly activationId: string;
  readonly releaseId: string;
  readonly division: string;
  readonly content: ReleaseContent;
  readonly effectiveAt: Date;
}

/** A decision that is being made, and an activation that is being approved. */
const activationLock = 7_410_017;

/**
 * The release in force at an instant. The table alone says so: no process has to be told at the minute.
 * @throws Error before the first release
 */
export async function inForce(read: Read, at: Date): Promise<ReleaseInForce> {
  const row = await read
    .selectFrom('policy_activation')
    .innerJoin('policy_release', 'policy_release.release_id', 'policy_activation.release_id')
    .select(['activation_id', 'policy_activation.release_id', 'division', 'content', 'effective_at'])
    .where('effective_at', '<=', at)
    .orderBy('effective_at', 'desc')
    .orderBy('activation_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new Error('no release of rules is in force');
  return {
    activationId: row.activation_id,
    releaseId: row.release_id,
    division: row.division,
    content: row.content as ReleaseContent,
    effectiveAt: row.effective_at,
  };
}

/** When the release in force at an instant ends, as far as it is approved. */
export async function nextActivation(read: Read, after: Date): Promise<Date | undefined> {
  const row = await read
    .selectFrom('policy_activation')
    .select('effective_at')
    .where('effective_at', '>', after)
    .orderBy('effective_at')
    .limit(1)
    .executeTakeFirst();
  return row?.effective_at;
}

/**
 * Called by whoever decides, before reading what is in force and the time: until this transaction ends, nothing new is activated. So no
 * decision by the release of before is stored after an approval has been answered.
 */
export async function holdRelease(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${activationLock})`.execute(tx);
}

/** Called by whoever activates: waits until every decision in the making is stored, and lets those that come after see the activation. */
export async function holdDecisions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${activationLock})`.execute(tx);
}
