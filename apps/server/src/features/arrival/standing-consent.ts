import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { type Once, type Read, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireScope } from '../code/index.ts';
import { requireDivisions } from '../division/index.ts';
import { identityOf } from '../identity/index.ts';

export type ConsentDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'seal'> & {
  readonly isPeer: (division: string) => Promise<boolean>;
};

const daySeconds = 86_400;
const purpose = 'automatic-conversion';

/**
 * Agrees that an arrival is looked at and an application made ready, for one origin, until an end the province bounds. A second consent
 * takes the place of the first. Without a mainland phone there is nothing the carriers could tell; the consent stands, and does nothing.
 * @throws Refusal division-unknown, origin-unknown
 */
export async function grantStandingConsent(
  deps: ConsentDeps,
  personId: string,
  { originDivision, scope, days }: schemas.StandingConsentGrant,
  once: Once,
): Promise<schemas.StandingConsent> {
  const now = deps.clock.now();
  requireDivisions(deps.divisions, [{ path: '/body/originDivision', code: originDivision, from: now }]);
  requireScope(deps, scope);
  if (!(await deps.isPeer(originDivision))) throw new Refusal('origin-unknown');
  const consentId = newId(now);
  const endsAt = addSeconds(now, Math.min(days, deps.province.travel.standingConsentDays) * daySeconds);
  const grant = async (tx: Tx) => {
    await closeConsents(tx, personId, now);
    await tx
      .insertInto('standing_consent')
      .values({
        person_id: personId,
        consent_id: consentId,
        origin_division: originDivision,
        scope,
        granted_at: now,
        ends_at: endsAt,
        revoked_at: null,
      })
      .execute();
    const { phone } = await identityOf(tx, deps, personId);
    if (phone !== null) {
      const row = { person_id: personId, consent_id: consentId };
      await tx
        .insertInto('standing_consent_phone')
        .values({ phone_index: deps.seal.index('phone', phone), ...row })
        .onConflict((conflict) => conflict.column('phone_index').doUpdateSet(row))
        .execute();
    }
    return {
      consentId,
      originDivision,
      scope,
      purpose,
      grantedAt: toEdge(now),
      endsAt: toEdge(endsAt),
      revokedAt: null,
    } as const;
  };
  return transact(deps.db, grant, once);
}

/** Ends what stands, and takes its phone off the one list that arrivals are compared with. */
async function closeConsents(tx: Tx, personId: string, now: Date, consentId?: string): Promise<void> {
  const standing = tx
    .updateTable('standing_consent')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null);
  await (consentId === undefined ? standing : standing.where('consent_id', '=', consentId)).execute();
  const phones = tx.deleteFrom('standing_consent_phone').where('person_id', '=', personId);
  await (consentId === undefined ? phones : phones.where('consent_id', '=', consentId)).execute();
}

/** @throws Refusal not-found */
export async function revokeStandingConsent(
  deps: ConsentDeps,
  personId: string,
  consentId: string,
): Promise<schemas.StandingConsent> {
  await transact(deps.db, (tx) => closeConsents(tx, personId, deps.clock.now(), consentId));
  const consent = (await listStandingConsents(deps.db, personId)).find((each) => each.consentId === consentId);
  if (consent === undefined) throw new Refusal('not-found');
  return consent;
}

export async function listStandingConsents(read: Read, personId: string): Promise<schemas.StandingConsent[]> {
  const rows = await read
    .selectFrom('standing_consent')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('granted_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    consentId: row.consent_id,
    originDivision: row.origin_division,
    scope: row.scope,
    purpose,
    grantedAt: toEdge(row.granted_at),
    endsAt: toEdge(row.ends_at),
    revokedAt: toEdgeOrNull(row.revoked_at),
  }));
}
