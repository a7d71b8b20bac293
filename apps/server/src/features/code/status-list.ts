import { deflateSync } from 'node:zlib';
import { createStatusBits, prepareStatusListToken, setStatus } from '@tongxing/codec';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, toUnix } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keyFor } from '../../platform/signer.ts';
import { parseShardName, shardSize, shardUri } from './status-index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config' | 'signer'>;

/** A list that did not change is signed again after this long: its `iat` is what an offline answer's age counts from. */
const resignSeconds = 300;
/** A mark bears the time at which its transaction began, and is seen when it ends: at most so much later. */
const commitSeconds = 10;
/** A token is good for this many times its `ttl`, so that one missed poll strands nobody. */
const lifeInTtls = 24;

/** The days whose strips can be valid now: yesterday's last strips until those signed ahead. */
export function activeDays(now: Date, daysAhead: number): string[] {
  return Array.from({ length: daysAhead + 1 }, (_, position) => dayOf(addSeconds(now, (position - 1) * 86_400)));
}

/** Every shard that a checkpoint polls. */
export function statusListUris(deps: Deps): string[] {
  const shards = 2 ** deps.province.code.shardBits;
  return activeDays(deps.clock.now(), deps.province.code.stripDaysAhead).flatMap((day) =>
    Array.from({ length: shards }, (_, shard) => shardUri(deps, day, shard)),
  );
}

/** The signed list of a shard. @throws Refusal not-found for a name that is no shard in use */
export async function statusListToken(deps: Deps, name: string): Promise<Bytes> {
  const place = parseShardName(deps, name);
  const row =
    place &&
    (await deps.db
      .selectFrom('status_shard')
      .select('token')
      .where('validity_day', '=', place.validityDay)
      .where('shard', '=', place.shard)
      .executeTakeFirst());
  if (row === undefined) throw new Refusal('not-found');
  return new Bytes(row.token, { etag: `"${sha256(row.token).toString('base64url').slice(0, 22)}"`, maxAgeSeconds: 10 });
}

/** Signs every active shard that is new, has changed marks, or is growing old; forgets the days that have passed. */
export async function refreshStatusLists(deps: Deps, now: Date): Promise<void> {
  const days = activeDays(now, deps.province.code.stripDaysAhead);
  for (const day of days) {
    for (let shard = 0; shard < 2 ** deps.province.code.shardBits; shard++) {
      if (await isStale(deps.db, day, shard, now)) await signShard(deps, day, shard, now);
    }
  }
  // A list vanishes with its day; so do the marks that made it and the way back from an index to a person.
  const passed = days[0] as string;
  for (const table of ['status_shard', 'status_mark', 'strip_ordinal', 'ordinal_counter'] as const) {
    await deps.db.deleteFrom(table).where('validity_day', '<', passed).execute();
  }
}

async function isStale(read: Read, day: string, shard: number, now: Date): Promise<boolean> {
  const current = await read
    .selectFrom('status_shard')
    .select('issued_at')
    .where('validity_day', '=', day)
    .where('shard', '=', shard)
    .executeTakeFirst();
  if (current === undefined) return true;
  const age = now.getTime() - current.issued_at.getTime();
  // Also when the clock was set back: a list from the future must not block the next one.
  if (age >= resignSeconds * 1000 || age < 0) return true;
  const changed = await read
    .selectFrom('status_mark')
    .select('idx')
    .where('validity_day', '=', day)
    .where('idx', '>=', shard * shardSize)
    .where('idx', '<', (shard + 1) * shardSize)
    .where('marked_at', '>=', addSeconds(current.issued_at, -commitSeconds))
    .limit(1)
    .executeTakeFirst();
  return changed !== undefined;
}

async function signShard(deps: Deps, day: string, shard: number, now: Date): Promise<void> {
  const marks = await deps.db
    .selectFrom('status_mark')
    .select(['idx', 'status'])
    .where('validity_day', '=', day)
    .where('idx', '>=', shard * shardSize)
    .where('idx', '<', (shard + 1) * shardSize)
    .execute();
  const list = createStatusBits(shardSize, 2);
  for (const { idx, status } of marks) setStatus(list, idx % shardSize, status);
  const ttl = deps.province.code.statusListTtlSeconds;
  const expiresAt = addSeconds(now, ttl * lifeInTtls);
  const { kid } = await keyFor(deps.signer, 'status');
  const prepared = prepareStatusListToken(
    { uri: shardUri(deps, day, shard), issuedAt: toUnix(now), expiresAt: toUnix(expiresAt), ttl, ...list },
    { suite: 'ES256', kid: Buffer.from(kid, 'hex') },
    (statuses) => deflateSync(statuses, { level: 6 }),
  );
  const [signature] = await deps.signer.sign(kid, [prepared.toBeSigned]);
  const row = {
    token: Buffer.from(prepared.finish(signature ?? new Uint8Array())),
    issued_at: now,
    expires_at: expiresAt,
  };
  await deps.db
    .insertInto('status_shard')
    .values({ validity_day: day, shard, ...row })
    .onConflict((conflict) => conflict.columns(['validity_day', 'shard']).doUpdateSet(row))
    .execute();
}
