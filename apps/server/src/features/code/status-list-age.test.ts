import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { DbHandle } from '../../platform/db.ts';
import { staleShards } from './status-list-age.ts';

const day = '2026-11-24';
const signedAt = new Date('2026-11-24T08:00:00Z');
const list = { day, shard: 0 };

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());
beforeEach(async () => {
  await handle.db.deleteFrom('status_mark').execute();
  await handle.db.deleteFrom('status_shard').execute();
});

/** A list with so many marks in it, and so many made half a second after it was signed. */
async function settle({ held, made }: { held: number; made: number }): Promise<void> {
  const { db } = handle;
  const row = { token: Buffer.of(1), issued_at: signedAt, expires_at: addSeconds(signedAt, 86_400), marks: held };
  await db
    .insertInto('status_shard')
    .values({ validity_day: day, shard: 0, ...row })
    .execute();
  await sql`
    insert into status_mark (validity_day, idx, status, marked_at)
    select ${day}, idx, 3, ${new Date(signedAt.getTime() + 500)} from generate_series(1, ${made}::integer) as idx`.execute(
    db,
  );
}

const isSignedAfter = async (seconds: number) =>
  (await staleShards(handle.db, [list], addSeconds(signedAt, seconds))).length === 1;

describe('a list that was marked anew', () => {
  it('is signed at the next look for one person, however many marks it has', async () => {
    await settle({ held: 1_000_000, made: 3 });
    expect(await isSignedAfter(1)).toBe(true);
  });

  it('is signed at the next look also for many, while it has few marks: a county is in it within two seconds', async () => {
    await settle({ held: 20_000, made: 1000 });
    expect(await isSignedAfter(1)).toBe(true);
  });

  it('rests while many change together, the longer the more marks it has, and never for more than five seconds', async () => {
    await settle({ held: 150_000, made: 1000 });
    expect([await isSignedAfter(2), await isSignedAfter(3)]).toEqual([false, true]);
    await handle.db.updateTable('status_shard').set({ marks: 1_000_000 }).execute();
    expect([await isSignedAfter(4), await isSignedAfter(5)]).toEqual([false, true]);
  });
});
