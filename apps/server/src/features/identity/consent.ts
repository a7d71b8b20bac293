import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import { newId, newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

/**
 * The person, signed in at her own province, lets another ask about her (OAuth authorization code with PKCE, RFC 7636 S256).
 * She carries the code to the other province; only who also knows the verifier can use it, once.
 */
export async function grantConsent(
  deps: Deps,
  personId: string,
  grant: schemas.ConsentGrant,
  once: Once,
): Promise<{ consentId: string; authorizationCode: string; expiresAt: string }> {
  const now = deps.clock.now();
  const expiresAt = addSeconds(now, deps.province.recognition.consentSeconds);
  const consentId = newId(now);
  const authorizationCode = newSecret();
  const store = async (tx: Tx) => {
    await tx
      .insertInto('consent')
      .values({
        person_id: personId,
        consent_id: consentId,
        audience: grant.audience,
        purpose: grant.purpose,
        fields: [...grant.fields],
        granted_at: now,
        expires_at: expiresAt,
      })
      .execute();
    await tx
      .insertInto('authorization_code')
      .values({
        code_hash: sha256(authorizationCode),
        person_id: personId,
        consent_id: consentId,
        code_challenge: grant.codeChallenge,
        expires_at: expiresAt,
      })
      .execute();
    return { consentId, authorizationCode, expiresAt: toEdge(expiresAt) };
  };
  return transact(deps.db, store, once);
}

export interface RedeemedConsent {
  readonly personId: string;
  readonly fields: readonly string[];
}

/**
 * Uses an authorization code for one request. The same request may come again (its answer was lost on the way) and finds the
 * consent still its own; another request does not.
 */
export async function redeemConsent(
  tx: Tx,
  now: Date,
  evidence: { authorizationCode: string; codeVerifier: string; audience: string; requestId: string },
): Promise<RedeemedConsent | undefined> {
  const code = await tx
    .selectFrom('authorization_code')
    .selectAll()
    .where('code_hash', '=', sha256(evidence.authorizationCode))
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined) return undefined;
  // Used by this request before it ran out: the question comes again because its answer was lost or came too early.
  const inUse = code.used_by_request === evidence.requestId;
  if (!inUse && (code.used_by_request !== null || code.expires_at <= now)) return undefined;
  if (sha256(evidence.codeVerifier).toString('base64url') !== code.code_challenge) return undefined;
  const consent = await tx
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', code.person_id)
    .where('consent_id', '=', code.consent_id)
    .executeTakeFirstOrThrow();
  if (consent.audience !== evidence.audience || consent.withdrawn_at !== null) return undefined;
  await tx
    .updateTable('authorization_code')
    .set({ used_at: now, used_by_request: evidence.requestId })
    .where('code_hash', '=', code.code_hash)
    .execute();
  return { personId: code.person_id, fields: consent.fields };
}

export async function listConsents(read: Read, personId: string) {
  const rows = await read
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('granted_at', 'desc')
    .execute();
  return rows.map((row) => ({
    consentId: row.consent_id,
    audience: row.audience,
    purpose: row.purpose,
    fields: row.fields,
    grantedAt: toEdge(row.granted_at),
    expiresAt: toEdge(row.expires_at),
    withdrawnAt: toEdgeOrNull(row.withdrawn_at),
  }));
}

export async function withdrawConsent(deps: Deps, personId: string, consentId: string): Promise<void> {
  const { numUpdatedRows } = await deps.db
    .updateTable('consent')
    .set((e) => ({ withdrawn_at: e.fn.coalesce('withdrawn_at', e.val(deps.clock.now())) }))
    .where('person_id', '=', personId)
    .where('consent_id', '=', consentId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal('not-found');
}
