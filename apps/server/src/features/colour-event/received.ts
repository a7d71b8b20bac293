import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { TrustListSource } from '../federation/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal'> & { readonly trustList: TrustListSource };

/** What other provinces have said of her since her code was converted: which province, which rule there, since and until when, whom to ask. */
export async function receivedColours(deps: Deps, personId: string): Promise<schemas.ReceivedColours> {
  const rows = await deps.db
    .selectFrom('held_subscription')
    .innerJoin('event_source', 'event_source.origin', 'held_subscription.origin')
    .select(['held_subscription.origin', 'said_sealed', 'said_at', 'until', 'contact', 'as_of'])
    .where('person_id', '=', personId)
    .where('said_sealed', 'is not', null)
    .where('ended_at', 'is', null)
    .where('until', '>', deps.clock.now())
    .orderBy('said_at', 'desc')
    .execute();
  const received = await Promise.all(
    rows.map(async (row) => {
      const said = JSON.parse(deps.seal.open('colour-event', row.said_sealed!)) as schemas.EventStatement;
      const heard = row.as_of !== null && row.as_of > row.said_at! ? row.as_of : row.said_at!;
      return {
        division: row.origin,
        name: await nameOf(deps, row.origin),
        colour: said.colour,
        since: said.decidedAt,
        until: said.releaseAt,
        rules: said.rules ?? [],
        contact: row.contact,
        asOf: toEdge(heard),
        toldUntil: toEdge(row.until),
      };
    }),
  );
  return { received };
}

/** A province by its name in the trust list; by its number where it has left. */
export async function nameOf({ trustList }: Pick<Deps, 'trustList'>, division: string): Promise<schemas.Bilingual> {
  return (await trustList.node(division))?.name ?? { zh: division, en: division };
}
