import { sql } from 'kysely';
import { createStatusBits, prepareStatusListToken, setStatus } from '@tongxing/codec';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { addSeconds, dayOf, toUnix } from '../../platform/clock.ts';
import { sha256 } from '../../platform/ids.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keyFor } from '../../platform/signer.ts';
import { paperDays } from './paper.ts';
import { shardBits } from './shard-bits.ts';
import { parseShardName, shardSize, shardUri } from './status-index.ts';
import { staleShards, type Shard } from './status-list-age.ts';
import { deflateStatuses } from './status-list-deflate.ts';
import { latestStart } from './validity.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config' | 'signer'>;

/** A token is good for this many times its `ttl`, so that one missed poll strands nobody. */
const lifeInTtls = 24;

/** The days whose strips can be valid now: yesterday's last strips until those signed ahead. */
export function activeDays(now: Date, daysAhead: number): string[] {
  return Array.from({ length: daysAhead + 1 }, (_, position) => dayOf(addSeconds(now, (position - 1) * 86_400)));
}

/** The days of which a strip can be shown between `now` and then: a checkpoint polls these, and no others. */
export function daysShownUntil(now: Date, then: Date): string[] {
  const first = Date.parse(dayOf(addSeconds(now, -latestStart)));
  const count = (Date.parse(dayOf(then)) - first) / 86_400_000 + 1;
  return Array.from({ length: count }, (_, position) =>
    new Date(first + position * 86_400_000).toISOString().slice(0, 10),
  );
}

/**
 * Every shard that a checkpoint polls: of the strips that can be shown to it now, and of those that can be while what it fetches
 * now is still an answer without a network.
 */
export async function statusListUris(deps: Deps): Promise<string[]> {
  return (await polledShards(deps)).map(({ day, shard }) => shardUri(deps, day, shard));
}

/** The same shards, as far as they have been signed, with their lists. */
export async function statusLists(deps: Deps): Promise<{ uri: string; issuedAt: Date; token: Buffer }[]> {
  const shards = await polledShards(deps);
  const rows = await deps.db
    .selectFrom('status_shard')
    .select(['validity_day', 'shard', 'issued_at', 'token'])
    .where('validity_day', 'in', [...new Set(shards.map(({ day }) => day))])
    .execute();
  return rows.map(({ validity_day: day, shard, issued_at: issuedAt, token }) => ({
    uri: shardUri(deps, day, shard),
    issuedAt,
    token,
  }));
}

async function polledShards(deps: Deps): Promise<Shard[]> {
  const now = deps.clock.now();
  const ahead = Math.max(deps.province.code.statusListTtlSeconds, deps.province.checkpoint.asOfLimitSeconds);
  const days = daysShownUntil(now, addSeconds(now, ahead));
  return [...(await shardsOf(deps, days)), ...(await shardsWithPaper(deps.db, days))];
}

/**
 * Paper can be shown on every day until the one in whose list it has its place. Those lists are new to checkpoints as soon as something
 * has been printed: they are named once they are signed.
 */
async function shardsWithPaper(read: Read, besides: readonly string[]): Promise<Shard[]> {
  const rows = await read
    .selectFrom('status_shard')
    .innerJoin('ordinal_counter', 'ordinal_counter.validity_day', 'status_shard.validity_day')
    .select(['status_shard.validity_day as day', 'shard'])
    .where('with_paper', '=', true)
    .where('status_shard.validity_day', '>', besides[besides.length - 1] as string)
    .orderBy('status_shard.validity_day')
    .orderBy('shard')
    .execute();
  return rows;
}

async function shardsOf(deps: Deps, days: readonly string[]): Promise<Shard[]> {
  const bits = await shardBits(deps.db, deps, days);
  return days.flatMap((day) => Array.from({ length: 2 ** (bits.get(day) ?? 0) }, (_, shard) => ({ day, shard })));
}

/** The signed list of a shard. @throws Refusal not-found for a name that is no shard in use */
export async function statusListToken(deps: Deps, name: string): Promise<Bytes> {
  const place = parseShardName(name);
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
  const usual = activeDays(now, deps.province.code.stripDaysAhead);
  const days = [...new Set([...usual, ...(await paperDays(deps.db, usual[0] as string))])];
  const stale = await staleShards(deps.db, await shardsOf(deps, days), now);
  // One after the other: however many people there are, one list is in memory.
  for (const { day, shard } of stale) await signShard(deps, day, shard, now);
  // A list vanishes with its day, and the marks that made it; the strips themselves go by a tick of their own.
  const passed = days[0] as string;
  for (const table of ['status_shard', 'status_mark', 'ordinal_counter'] as const) {
    await deps.db.deleteFrom(table).where('validity_day', '<', passed).execute();
  }
}

const placeBytes = 4;

/** The places of a shard by their status, as numbers of four bytes: a million rows would take seconds to read as rows. */
async function marksOf(read: Read, day: string, shard: number): Promise<{ status: number; places: Buffer }[]> {
  const start = shard * shardSize;
  const { rows } = await sql<{ status: number; places: Buffer }>`
    select status, string_agg(int4send((idx - ${start})::integer), ''::bytea) as places
      from status_mark where validity_day = ${day} and idx >= ${start} and idx < ${start + shardSize}
     group by status`.execute(read);
  return rows;
}

async function signShard(deps: Deps, day: string, shard: number, now: Date): Promise<void> {
  const list = createStatusBits(shardSize, 2);
  const marks = await marksOf(deps.db, day, shard);
  for (const { status, places } of marks) {
    for (let at = 0; at < places.length; at += placeBytes) setStatus(list, places.readUInt32BE(at), status);
  }
  const ttl = deps.province.code.statusListTtlSeconds;
  const expiresAt = addSeconds(now, ttl * lifeInTtls);
  const { kid } = await keyFor(deps.signer, 'status');
  const prepared = prepareStatusListToken(
    { uri: shardUri(deps, day, shard), issuedAt: toUnix(now), expiresAt: toUnix(expiresAt), ttl, ...list },
    { suite: 'ES256', kid: Buffer.from(kid, 'hex') },
    deflateStatuses,
  );
  const [signature] = await deps.signer.sign(kid, [prepared.toBeSigned]);
  const row = {
    token: Buffer.from(prepared.finish(signature ?? new Uint8Array())),
    issued_at: now,
    expires_at: expiresAt,
    marks: marks.reduce((count, { places }) => count + places.length / placeBytes, 0),
  };
  await deps.db
    .insertInto('status_shard')
    .values({ validity_day: day, shard, ...row })
    .onConflict((conflict) => conflict.columns(['validity_day', 'shard']).doUpdateSet(row))
    .execute();
}
