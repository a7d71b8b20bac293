import {
  decodeStatusListToken,
  findKey,
  liesUnder,
  type StatusList,
  type TrustedNode,
  type TrustList,
  type Verifier,
  verifyStatusListToken,
} from '@tongxing/codec';
import { fromUnix, toUnix } from '../../platform/clock.ts';
import { transact, type Db } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';

/** How far a peer's clock may be ahead of this node's, in seconds. */
const aheadSeconds = 30;

/**
 * Opens a list of a peer: signed with a status key of that peer, about the address it was given for, which lies under the peer's own,
 * and in force. @throws Error otherwise
 */
export async function openForeignList(
  { trustList, peer, verifier, now }: { trustList: TrustList; peer: TrustedNode; verifier: Verifier; now: Date },
  uri: string,
  token: Uint8Array,
): Promise<StatusList> {
  if (!liesUnder(peer.baseUrl, uri)) throw new Error('the list lies outside its province');
  const at = toUnix(now);
  const decoded = decodeStatusListToken(token);
  const search = findKey(trustList, decoded.kid, 'status', peer.division, at);
  if (!search.found) throw new Error(`the list is signed with a key that is ${search.reason}`);
  const list = await verifyStatusListToken(decoded, search.key, verifier, { uri, now: at });
  if (list.issuedAt > at + aheadSeconds) throw new Error('the list is from the future');
  return list;
}

/**
 * Keeps a list as it came, with its own `iat`: what a checkpoint makes of it is for the checkpoint to verify. A list is never replaced
 * by an older one, whoever sends it.
 */
export async function keepForeignList(
  db: Db,
  { division, token, list, now }: { division: string; token: Buffer; list: StatusList; now: Date },
): Promise<void> {
  const issuedAt = fromUnix(list.issuedAt);
  const row = {
    division,
    token,
    issued_at: issuedAt,
    // A list that does not say how long it is good for is good for a day.
    expires_at: fromUnix(list.expiresAt ?? list.issuedAt + 86_400),
    fetched_at: now,
  };
  await transact(db, async (tx) => {
    await tx
      .insertInto('foreign_status_list')
      .values({ uri: list.uri, list_id: idOf(list.uri), ...row })
      .onConflict((conflict) =>
        conflict
          .column('uri')
          .doUpdateSet(row)
          .where('foreign_status_list.issued_at', '<=', issuedAt)
          .where('foreign_status_list.division', '=', division),
      )
      .execute();
  });
}

/** Under which a device asks for a list, since an address is no part of a path: a UUID of version 8 made of its hash (RFC 9562 §5.8). */
export function idOf(uri: string): string {
  const hash = sha256(uri).subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
