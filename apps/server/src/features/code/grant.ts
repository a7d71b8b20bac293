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
}

/**
 * A place for each key: the one it has already while that still stands, else a new one. What stands shows the colour of now: a
 * change of colour supersedes all of before.
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
  for (const { validity, key } of request.strips) {
    const point = Buffer.concat([key.x, key.y]);
    const known = standing.find((grant) => grant.validity_day === validity.day && grant.holder_key.equals(point));
    const ordinal = known?.ordinal ?? (await grantOne(tx, now, request, validity, point));
    grants.push({ validity, key, ordinal });
  }
  return grants;
}

async function grantOne(tx: Tx, now: Date, request: GrantRequest, validity: Validity, point: Buffer): Promise<number> {
  const { next_ordinal: next } = await tx
    .insertInto('ordinal_counter')
    .values({ validity_day: validity.day, next_ordinal: 1 })
    .onConflict((conflict) =>
      conflict.column('validity_day').doUpdateSet((e) => ({ next_ordinal: e('ordinal_counter.next_ordinal', '+', 1) })),
    )
    .returning('next_ordinal')
    .executeTakeFirstOrThrow();
  const ordinal = next - 1;
  const grantId = newId(now);
  await tx
    .insertInto('strip_grant')
    .values({
      person_id: request.personId,
      grant_id: grantId,
      device_id: request.deviceId,
      code_id: request.codeId,
      decision_id: request.decisionId,
      validity_day: validity.day,
      ordinal,
      holder_key: point,
      key_maker: 'device',
      granted_at: now,
      expires_at: validity.expiresAt,
    })
    .execute();
  await tx
    .insertInto('strip_ordinal')
    .values({ validity_day: validity.day, ordinal, person_id: request.personId, grant_id: grantId })
    .execute();
  return ordinal;
}
