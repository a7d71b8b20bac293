import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { rowsOf } from '../../platform/rows.ts';

interface Consented {
  readonly personId: string;
  readonly consentId: string | null;
}

/** Until when these people's consents let a peer ask again; nothing of those that do not, or were withdrawn. */
export async function renewableUntil(read: Read, people: readonly Consented[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ person_id: string; renewable_until: Date }>`
    select person_id, renewable_until from consent
      join ${rowsOf(
        people.filter(({ consentId }) => consentId !== null),
        { person_id: ['uuid', ({ personId }) => personId], consent_id: ['uuid', ({ consentId }) => consentId] },
      )} using (person_id, consent_id)
     where withdrawn_at is null and renewable_until is not null`.execute(read);
  return new Map(rows.map((row) => [row.person_id, row.renewable_until]));
}

/**
 * At the origin: the consents by which a peer is told of these people now and that let it ask again, by person. A subscription that has
 * ended, a consent that was withdrawn and one whose days are over let nobody ask.
 */
export async function renewableConsents(
  tx: Tx,
  peer: string,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, { readonly fields: readonly string[]; readonly consentId: string }>> {
  const { rows } = await sql<{ person_id: string; fields: string[]; consent_id: string }>`
    select person_id, colour_subscription.fields, consent_id
      from colour_subscription join consent using (person_id, consent_id)
     where person_id = any(${[...personIds]}::uuid[]) and peer = ${peer}
       and colour_subscription.ended_at is null
       and consent.withdrawn_at is null and consent.renewable_until > ${now}`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, { fields: row.fields, consentId: row.consent_id }]));
}
