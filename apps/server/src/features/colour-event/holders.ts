import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions } from '../division/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import { lockPeople } from '../identity/index.ts';
import { renewableUntil } from './renewable.ts';
import { recordEnd } from './record.ts';
import { nameOf } from './received.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'divisions'> & { readonly trustList: TrustListSource };

const shown = 50;

/** Which provinces hold a code converted from hers, until when they are told of changes, and what they were told and when it arrived. */
export async function codeHolders(deps: Deps, personId: string): Promise<schemas.CodeHolders> {
  const rows = await deps.db
    .selectFrom('colour_subscription')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('started_at', 'desc')
    .execute();
  const events = await deps.db
    .selectFrom('colour_event')
    .select(['peer', 'said_sealed', 'happened_at', 'delivered_at'])
    .where('person_id', '=', personId)
    .orderBy('happened_at', 'desc')
    .limit(500)
    .execute();
  const told = Map.groupBy(events, ({ peer }) => peer);
  const holders = await Promise.all(
    rows.map(async (row) => ({
      division: row.peer,
      name: await nameOf(deps, row.peer),
      since: toEdge(row.started_at),
      until: toEdge(row.until),
      renewableUntil: toEdgeOrNull(await renewableOf(deps, personId, row)),
      endedAt: toEdgeOrNull(row.ended_at),
      told: (told.get(row.peer) ?? []).slice(0, shown).map((event) => ({
        colour:
          (JSON.parse(deps.seal.open('colour-event', event.said_sealed)) as schemas.ColourEvent['said'])?.colour ??
          null,
        happenedAt: toEdge(event.happened_at),
        deliveredAt: toEdgeOrNull(event.delivered_at),
      })),
    })),
  );
  return { holders };
}

/** Each province has a consent of its own; what she has ended lets nobody ask again. */
async function renewableOf(
  deps: Pick<Deps, 'db'>,
  personId: string,
  { consent_id: consentId, ended_at: endedAt }: { consent_id: string | null; ended_at: Date | null },
): Promise<Date | null> {
  if (endedAt !== null) return null;
  return (await renewableUntil(deps.db, [{ personId, consentId }])).get(personId) ?? null;
}

/** She ends it: that province is told so, and what was converted there ends. @throws Refusal division-unknown, not-found */
export async function endHolder(deps: Deps, personId: string, peer: string): Promise<schemas.CodeHolders> {
  requireDivisions(deps.divisions, [{ path: '/body/division', code: peer, from: deps.clock.now() }]);
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const held = await tx
      .selectFrom('colour_subscription')
      .select('peer')
      .where('person_id', '=', personId)
      .where('peer', '=', peer)
      .executeTakeFirst();
    if (held === undefined) throw new Refusal('not-found');
    await recordEnd(tx, deps, personId, peer);
  });
  return codeHolders(deps, personId);
}
