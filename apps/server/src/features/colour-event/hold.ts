import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { fromUnix } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { noteUndertakings } from '../facts/index.ts';
import { applySaid, type SaidOf } from './apply.ts';
import { heldOf, type HeldRow } from './held.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/** A code that was converted by an attestation. */
export interface Converted {
  readonly personId: string;
  readonly conversionId: string;
  readonly claims: schemas.AttestationClaims;
}

type Held = Converted & { readonly subscription: NonNullable<schemas.AttestationClaims['subscription']> };

/** Seconds an attestation may have been on its way: an event that came meanwhile is the later word. */
const onTheWaySeconds = 30;

/**
 * What an origin has attested of people takes the place of what it had pushed of them before; but an event that has overtaken the
 * attestation on its way stays the later word. Before anything is decided by it.
 */
export async function originSaid(tx: Tx, deps: Deps, attested: readonly Converted[]): Promise<void> {
  const [origin] = attested.map(({ claims }) => claims.iss);
  if (origin === undefined) return;
  const held = await heldOf(
    tx,
    origin,
    attested.map(({ personId }) => personId),
    deps.clock.now(),
  );
  await applySaid(
    tx,
    deps,
    attested.flatMap(({ personId, claims }): SaidOf[] => {
      if (claims.facts === undefined) return [];
      const row = held.get(personId);
      const later = row !== undefined && isOvertaken(row, claims) ? row.said_sealed : null;
      return [
        {
          held: { person_id: personId, origin, consent_grade: claims.consent.grade },
          said: later === null ? claims.facts : (JSON.parse(deps.seal.open('colour-event', later)) as SaidOf['said']),
        },
      ];
    }),
  );
}

function isOvertaken({ sequence, said_at: at }: HeldRow, { iat, subscription }: schemas.AttestationClaims): boolean {
  return at !== null && at > fromUnix(iat - onTheWaySeconds) && sequence > (subscription?.sequence ?? sequence);
}

function renewableUntilOf({ subscription: { renewableUntil } }: Held): Date | null {
  return renewableUntil === undefined ? null : new Date(renewableUntil);
}

/** Keeps by what name the origin tells of people whose code was converted, and how far it had come when it attested. */
export async function hold(tx: Tx, converted: readonly Converted[]): Promise<void> {
  const held = converted.flatMap((each): Held[] =>
    each.claims.subscription === undefined ? [] : [{ ...each, subscription: each.claims.subscription }],
  );
  if (held.length === 0) return;
  const subjectOf = ({ subscription }: Held) => Buffer.from(subscription.id, 'base64url');
  await insertRows(
    tx,
    'held_subscription',
    held,
    {
      person_id: ['uuid', ({ personId }) => personId],
      origin: ['text', ({ claims }) => claims.iss],
      subject: ['bytea', subjectOf],
      conversion_id: ['uuid', ({ conversionId }) => conversionId],
      consent_grade: ['text', ({ claims }) => claims.consent.grade],
      sequence: ['integer', ({ subscription }) => subscription.sequence],
      started_at: ['timestamptz', ({ claims }) => fromUnix(claims.iat)],
      until: ['timestamptz', ({ subscription }) => new Date(subscription.until)],
      renewable_until: ['timestamptz', renewableUntilOf],
    },
    sql`on conflict (person_id, origin) do update
        set subject = excluded.subject, conversion_id = excluded.conversion_id, consent_grade = excluded.consent_grade,
            started_at = excluded.started_at, until = excluded.until,
            renewable_until = excluded.renewable_until, ended_at = null,
            sequence = case when held_subscription.said_at > excluded.started_at - make_interval(secs => ${onTheWaySeconds})
                            then greatest(held_subscription.sequence, excluded.sequence) else excluded.sequence end`,
  );
  await insertRows(
    tx,
    'held_subject',
    held,
    {
      subject: ['bytea', subjectOf],
      person_id: ['uuid', ({ personId }) => personId],
      origin: ['text', ({ claims }) => claims.iss],
    },
    sql`on conflict (subject) do nothing`,
  );
  await noteUndertakings(
    tx,
    held.map(({ personId, claims, subscription }) => ({
      personId,
      source: 'origin-province',
      teller: claims.iss,
      until: new Date(subscription.until),
    })),
  );
}
