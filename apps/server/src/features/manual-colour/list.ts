import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';
import type { ManualColourRow } from './stored.ts';

/** The newest 200 colours by hand of a division and below; whose they are is read one by one. */
export async function listManualColours(
  { db }: Pick<NodeContext, 'db'>,
  { division }: StaffPrincipal,
): Promise<schemas.ManualColour[]> {
  const rows = await db
    .selectFrom('manual_colour')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(division)}%`)
    .orderBy('proposed_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(describe);
}

export function describe(row: ManualColourRow): schemas.ManualColour {
  return {
    manualColourId: row.manual_colour_id,
    colour: row.colour as 'yellow' | 'red',
    division: row.division,
    ground: row.ground,
    documentNumber: row.document_number,
    state: row.state as schemas.ManualColourState,
    proposedAt: toEdge(row.proposed_at),
    endsAt: toEdge(row.ends_at),
  };
}
