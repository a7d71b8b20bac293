import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { groundOf, listsOn, officeOf } from '../listing/index.ts';

type Deps = Pick<NodeContext, 'db' | 'province' | 'divisions'>;

/** What stands on a person by list or by hand, as that person reads it: whose order, why, on what paper, until when. */
export async function colourOrders(deps: Deps, personId: string): Promise<schemas.ColourOrder[]> {
  const lists = await listsOn(deps.db, personId);
  const byHand = await deps.db
    .selectFrom('manual_colour')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'in-force')
    .orderBy('since')
    .execute();
  return [
    ...byHand.map((row) =>
      describe(deps, 'hand', { ...row, id: row.manual_colour_id, since: row.since ?? row.proposed_at }),
    ),
    ...lists.map(({ list, since }) =>
      describe(deps, 'list', { ...list, id: list.list_id, office: list.division, since }),
    ),
  ];
}

interface Order {
  readonly id: string;
  /** Whose order it is: a division. */
  readonly office: string;
  readonly ground: string;
  readonly document_number: string;
  readonly since: Date;
  readonly ends_at: Date;
}

function describe(deps: Deps, by: 'list' | 'hand', order: Order): schemas.ColourOrder {
  const name = officeOf(deps, order.office);
  const ground = groundOf(by === 'list' ? 'colour-list' : 'manual-colour', order.ground);
  const text =
    by === 'list'
      ? {
          zh: `${name.zh}疫情防控办将您列入了名单。`,
          en: `The epidemic control office of ${name.en} put you on a list.`,
        }
      : {
          zh: `由${name.zh}疫情防控办人工赋码,经两人批准。`,
          en: `Set by hand by the epidemic control office of ${name.en}; two people agreed.`,
        };
  return {
    orderId: order.id,
    by,
    text,
    ground,
    documentNumber: order.document_number,
    office: { division: order.office, name },
    since: toEdge(order.since),
    until: toEdge(order.ends_at),
    contest: { text: deps.province.contest, hotline: deps.province.hotline },
  };
}
