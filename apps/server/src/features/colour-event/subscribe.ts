import { canonicalJson, type Decision } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { currentDecisions } from '../decision/index.ts';
import { renewableUntil } from './renewable.ts';
import { ownStatement, statementHash } from './own-statement.ts';

type Deps = Pick<NodeContext, 'clock' | 'province' | 'seal'>;
type Claim = NonNullable<schemas.AttestationClaims['subscription']>;

export interface Subscriber {
  readonly personId: string;
  /** What she agreed to. */
  readonly fields: readonly string[];
  /** The consent that she granted here; null of one that her strip's key has signed. */
  readonly consentId: string | null;
  /** The peer asks again by that consent, which bounds what it is told. */
  readonly renews: boolean;
}

/** By what name this province and a peer call a person between them: from it neither who she is nor her name with others is found. */
export function pairwiseId({ seal }: Pick<Deps, 'seal'>, peer: string, personId: string): Buffer {
  return seal.index('pairwise', canonicalJson([peer, personId]));
}

/**
 * From now on the peer is told when these people's colour changes here; answers what the attestation says of that, in their order. The
 * caller holds their lock since before it read what it attests, so that no change falls between the two.
 */
export async function subscribe(tx: Tx, deps: Deps, peer: string, people: readonly Subscriber[]): Promise<Claim[]> {
  if (people.length === 0) return [];
  const now = deps.clock.now();
  const usual = addSeconds(now, deps.province.events.subscriptionDays * 86_400);
  const renewable = await renewableUntil(tx, people);
  const untilOf = ({ personId, renews }: Subscriber) => {
    const end = renewable.get(personId);
    return renews && end !== undefined && end < usual ? end : usual;
  };
  const decisions = await currentDecisions(
    tx,
    people.map(({ personId }) => personId),
  );
  const rows = await insertRows<Subscriber, { person_id: string; sequence: number; until: Date }>(
    tx,
    'colour_subscription',
    people,
    {
      person_id: ['uuid', ({ personId }) => personId],
      peer: ['text', () => peer],
      subject: ['bytea', ({ personId }) => pairwiseId(deps, peer, personId)],
      fields: ['text[]', ({ fields }) => fields],
      said_hash: [
        'bytea',
        ({ personId, fields }) =>
          statementHash(ownStatement(decisions.get(personId)?.outcome as Decision, fields, null)),
      ],
      sequence: ['integer', () => 0],
      started_at: ['timestamptz', () => now],
      until: ['timestamptz', untilOf],
      consent_id: ['uuid', ({ consentId }) => consentId],
    },
    sql`on conflict (person_id, peer) do update
        set fields = excluded.fields, said_hash = excluded.said_hash, consent_id = excluded.consent_id, ended_at = null,
            until = case when colour_subscription.ended_at is null then greatest(colour_subscription.until, excluded.until)
                         else excluded.until end,
            started_at = case when colour_subscription.ended_at is null then colour_subscription.started_at
                              else excluded.started_at end
        returning person_id, sequence, until`,
  );
  await openChannel(tx, peer, now, usual);
  const stored = new Map(rows.map((row) => [row.person_id, row]));
  return people.map(({ personId }) => {
    const { sequence, until } = stored.get(personId) as (typeof rows)[number];
    const again = renewable.get(personId);
    return {
      id: pairwiseId(deps, peer, personId).toString('base64url'),
      sequence,
      until: toEdge(until),
      ...(again === undefined || again <= now ? {} : { renewableUntil: toEdge(again) }),
    };
  });
}

async function openChannel(tx: Tx, peer: string, now: Date, until: Date): Promise<void> {
  const held = await tx.selectFrom('event_channel').select('until').where('peer', '=', peer).executeTakeFirst();
  // Nearly every attestation finds it as it should be: writing it each time would have all of them wait for one row.
  if (held !== undefined && held.until.getTime() > until.getTime() - 3_600_000) return;
  const fresh = {
    last_batch: 0,
    taken_batch: 0,
    most: 100,
    failures: 0,
    next_at: now,
    paced_until: now,
    told_at: null,
  };
  await tx
    .insertInto('event_channel')
    .values({ peer, ...fresh, until: addSeconds(until, 86_400) })
    .onConflict((conflict) =>
      conflict.column('peer').doUpdateSet((e) => ({
        until: e.fn<Date>('greatest', ['event_channel.until', 'excluded.until']),
      })),
    )
    .execute();
}
