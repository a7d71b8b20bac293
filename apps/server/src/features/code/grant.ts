import type { PublicKey } from '@tongxing/codec';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Validity } from './validity.ts';

export interface Grant {
  readonly validity: Validity;
  readonly key: PublicKey;
  /** Place in the order of issue of the validity day, before the permutation. */
  readonly ordinal: number;
}

interface GrantRequest {
  readonly personId: string;
  readonly deviceId: string;
  readonly codeId: string;
  readonly decisionId: string;
  readonly strips: readonly { readonly validity: Validity; readonly key: PublicKey }[];
  /** A place of each day for a key that has none yet; undefined when the day is full. Called once for each such key. */
  readonly placeOf: (day: string) => number | undefined;
}

/**
 * A place for each key: the one it has already while that still stands, else a new one. What stands shows the colour of now: a
 * change of colour supersedes all of before. Ends before the first day that has no place left: strips follow one another without
 * a gap.
 */
export async function grantStrips(tx: Tx, now: Date, request: GrantRequest): Promise<Grant[]> {
  const standing = await tx
    .selectFrom('strip_grant')
    .select(['validity_day', 'ordinal', 'holder_key'])
    .where('person_id', '=', request.personId)
    .where('device_id', '=', request.deviceId)
    .where('code_id', '=', request.codeId)
    .where('expires_at', '>', now)
    .where('superseded_at', 'is', null)
    .execute();
  const grants: Grant[] = [];
  const fresh: Grant[] = [];
  for (const { validity, key } of request.strips) {
    const point = pointOf(key);
    const known = standing.find((grant) => grant.validity_day === validity.day && grant.holder_key.equals(point));
    const ordinal = known?.ordinal ?? request.placeOf(validity.day);
    if (ordinal === undefined) break;
    const grant = { validity, key, ordinal };
    grants.push(grant);
    if (known === undefined) fresh.push(grant);
  }
  if (fresh.length > 0) await storeGrants(tx, now, request, fresh);
  return grants;
}

async function storeGrants(tx: Tx, now: Date, request: GrantRequest, grants: readonly Grant[]): Promise<void> {
  const rows = grants.map(({ validity, key, ordinal }) => ({
    person_id: request.personId,
    grant_id: newId(now),
    device_id: request.deviceId,
    code_id: request.codeId,
    decision_id: request.decisionId,
    validity_day: validity.day,
    ordinal,
    holder_key: pointOf(key),
    key_maker: 'device',
    granted_at: now,
    expires_at: validity.expiresAt,
  }));
  await tx.insertInto('strip_grant').values(rows).execute();
  const ordinals = rows.map(({ validity_day, ordinal, person_id, grant_id }) => ({
    validity_day,
    ordinal,
    person_id,
    grant_id,
  }));
  await tx.insertInto('strip_ordinal').values(ordinals).execute();
}

function pointOf({ x, y }: PublicKey): Buffer {
  return Buffer.concat([x, y]);
}
