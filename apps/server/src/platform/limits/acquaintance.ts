import type { LimitDeps } from './durable.ts';

/** Remembers that something succeeded, say a sign-in from an address. Kept beside the limits, of which it lifts one. */
export async function remember(deps: LimitDeps, name: string, subject: string, seconds: number): Promise<void> {
  const until = { used_until: deps.clock.now().getTime() * 1000 + seconds * 1_000_000 };
  await deps.db
    .insertInto('limit_use')
    .values({ subject: deps.seal.index('limit', `${name}:${subject}`), ...until })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(until))
    .execute();
}

export async function isRemembered(deps: LimitDeps, name: string, subject: string): Promise<boolean> {
  const row = await deps.db
    .selectFrom('limit_use')
    .select('used_until')
    .where('subject', '=', deps.seal.index('limit', `${name}:${subject}`))
    .executeTakeFirst();
  return row !== undefined && row.used_until > deps.clock.now().getTime() * 1000;
}
