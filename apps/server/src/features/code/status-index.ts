import type { NodeContext } from '../../node-context.ts';
import { createPermutation, type Permutation } from './permutation.ts';

/** Entries of one status list (wire format). */
export const shardSize = 2 ** 20;
/** Shards of a validity day at most: 2^10 (the profile's limit). */
const maximumShards = 2 ** 10;

type Deps = Pick<NodeContext, 'config'>;

/** The permutation of a day that has 2^`bits` shards. */
export function permutationFor(
  deps: Pick<NodeContext, 'permutationKey'>,
  validityDay: string,
  bits: number,
  remember = false,
): Permutation {
  return createPermutation(20 + bits, deps.permutationKey, validityDay, remember);
}

/** Where an index of a validity day stands: the URI of its shard and the place within it. */
export function statusPlace(deps: Deps, validityDay: string, idx: number): { uri: string; idx: number } {
  return { uri: shardUri(deps, validityDay, Math.floor(idx / shardSize)), idx: idx % shardSize };
}

/** `<base>/s/<day><shard>`: three base-36 digits of the day since 1970, then the shard in base 36. At most 34 bytes. */
export function shardUri(deps: Deps, validityDay: string, shard: number): string {
  return `${deps.config.http.publicUrl}/s/${shardName(validityDay, shard)}`;
}

function shardName(validityDay: string, shard: number): string {
  const day = Date.parse(validityDay) / 86_400_000;
  return day.toString(36).padStart(3, '0') + shard.toString(36);
}

/** The validity day and shard of a name, or undefined when no shard can have it. */
export function parseShardName(name: string): { validityDay: string; shard: number } | undefined {
  // Names come out of scanned codes: a sign in one would be read as a negative number.
  if (!/^[0-9a-z]{4,9}$/.test(name)) return undefined;
  const day = Number.parseInt(name.slice(0, 3), 36);
  const shard = Number.parseInt(name.slice(3), 36);
  if (shard >= maximumShards) return undefined;
  const validityDay = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return shardName(validityDay, shard) === name ? { validityDay, shard } : undefined;
}

/** The validity day and index that a strip of this node names, or undefined when its URI is not one of ours. The day may have fewer shards. */
export function parseStatusPlace(
  deps: Deps,
  place: { uri: string; idx: number },
): { validityDay: string; idx: number } | undefined {
  const prefix = `${deps.config.http.publicUrl}/s/`;
  if (!place.uri.startsWith(prefix) || place.idx >= shardSize) return undefined;
  const parsed = parseShardName(place.uri.slice(prefix.length));
  return parsed && { validityDay: parsed.validityDay, idx: parsed.shard * shardSize + place.idx };
}
