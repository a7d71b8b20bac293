import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import { newId, newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { rowsOf } from '../../platform/rows.ts';

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
  const { consentSeconds, renewalDays, transferConsentDays } = deps.province.recognition;
  // A desk takes its days before the other province asks.
  const seconds = grant.purpose === 'transfer' ? transferConsentDays * 86_400 : consentSeconds;
  const expiresAt = addSeconds(now, seconds);
  const renewableUntil =
    grant.renewalDays === undefined ? null : addSeconds(now, Math.min(grant.renewalDays, renewalDays) * 86_400);
  const store = async (tx: Tx) => ({
    ...(await storeConsent(tx, { personId, grant, grantedAt: now, expiresAt, renewableUntil })),
    expiresAt: toEdge(expiresAt),
  });
  return transact(deps.db, store, once);
}

export interface GivenConsent {
  readonly personId: string;
  readonly grant: Pick<schemas.ConsentGrant, 'audience' | 'purpose' | 'codeChallenge'> & {
    readonly fields: readonly string[];
  };
  readonly grantedAt: Date;
  readonly expiresAt: Date;
  /** Until when the other province may ask again, each time the code there is renewed; null: not at all. */
  readonly renewableUntil: Date | null;
}

/** Keeps a consent, and the code that opens it; only the code's SHA-256 is stored. */
export async function storeConsent(
  tx: Tx,
  { personId, grant, grantedAt, expiresAt, renewableUntil }: GivenConsent,
): Promise<{ consentId: string; authorizationCode: string }> {
  const consentId = newId(grantedAt);
  const authorizationCode = newSecret();
  await tx
    .insertInto('consent')
    .values({
      person_id: personId,
      consent_id: consentId,
      audience: grant.audience,
      purpose: grant.purpose,
      fields: [...grant.fields],
      granted_at: grantedAt,
      expires_at: expiresAt,
      renewable_until: renewableUntil,
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
  return { consentId, authorizationCode };
}

export interface RedeemedConsent {
  readonly personId: string;
  readonly consentId: string;
  readonly fields: readonly string[];
}

/** An authorization code as a question brings it, and the question's own id. */
export interface ConsentCode {
  readonly authorizationCode: string;
  readonly codeVerifier: string;
  readonly audience: string;
  readonly purpose: schemas.ConsentGrant['purpose'];
  readonly requestId: string;
}

/**
 * Uses authorization codes, each for one question; answers in their order. The same question may come again (its answer was lost on
 * the way) and finds the consent still its own; another question does not.
 */
export async function redeemConsents(
  tx: Tx,
  now: Date,
  codes: readonly ConsentCode[],
): Promise<(RedeemedConsent | undefined)[]> {
  const hashes = codes.map((code) => sha256(code.authorizationCode));
  const held = await lockCodes(tx, hashes);
  const used = new Set<HeldCode>();
  const redeemed = codes.map((code, position) => {
    const found = held.get((hashes[position] as Buffer).toString('base64'));
    if (found === undefined || !opens(found, code, now)) return undefined;
    found.used_by_request = code.requestId;
    used.add(found);
    return { personId: found.person_id, consentId: found.consent_id, fields: found.fields };
  });
  await sql`
    update authorization_code set used_at = ${now}, used_by_request = given.request_id
      from ${rowsOf([...used], {
        code_hash: ['bytea', (code) => code.code_hash],
        request_id: ['uuid', (code) => code.used_by_request],
      })}
     where authorization_code.code_hash = given.code_hash`.execute(tx);
  return redeemed;
}

interface HeldCode {
  readonly code_hash: Buffer;
  readonly person_id: string;
  readonly consent_id: string;
  readonly code_challenge: string;
  readonly expires_at: Date;
  used_by_request: string | null;
  readonly audience: string;
  readonly purpose: string;
  readonly fields: string[];
  readonly withdrawn_at: Date | null;
}

async function lockCodes(tx: Tx, hashes: readonly Buffer[]): Promise<Map<string, HeldCode>> {
  const codes = await tx
    .selectFrom('authorization_code')
    .selectAll()
    .where('code_hash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .orderBy('code_hash')
    .forUpdate()
    .execute();
  const { rows: consents } = await sql<
    Pick<HeldCode, 'audience' | 'purpose' | 'fields' | 'withdrawn_at'> & { consent_id: string }
  >`
    select consent_id, audience, purpose, fields, withdrawn_at
      from consent join ${rowsOf(codes, { person_id: ['uuid', (c) => c.person_id], consent_id: ['uuid', (c) => c.consent_id] })}
     using (person_id, consent_id)`.execute(tx);
  const consentOf = new Map(consents.map((row) => [row.consent_id, row]));
  return new Map(
    codes.flatMap((code) => {
      const consent = consentOf.get(code.consent_id);
      return consent === undefined ? [] : [[code.code_hash.toString('base64'), { ...consent, ...code }]];
    }),
  );
}

function opens(held: HeldCode, code: ConsentCode, now: Date): boolean {
  // Used by this question before it ran out: it comes again because its answer was lost or came too early.
  const inUse = held.used_by_request === code.requestId;
  if (!inUse && (held.used_by_request !== null || held.expires_at <= now)) return false;
  if (sha256(code.codeVerifier).toString('base64url') !== held.code_challenge) return false;
  return held.audience === code.audience && held.purpose === code.purpose && held.withdrawn_at === null;
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
    renewableUntil: toEdgeOrNull(row.renewable_until),
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

/** Withdraws every consent of a person, those to be prompted on arrival too. */
export async function withdrawConsents(tx: Tx, { clock }: Pick<Deps, 'clock'>, personId: string): Promise<void> {
  const now = clock.now();
  await tx
    .updateTable('consent')
    .set((e) => ({ withdrawn_at: e.fn.coalesce('withdrawn_at', e.val(now)) }))
    .where('person_id', '=', personId)
    .execute();
  await tx
    .updateTable('standing_consent')
    .set((e) => ({ revoked_at: e.fn.coalesce('revoked_at', e.val(now)) }))
    .where('person_id', '=', personId)
    .execute();
}
