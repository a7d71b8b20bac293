import type { schemas } from '@tongxing/contract';
import { toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';

export interface Measure {
  readonly colour: schemas.Colour;
  /** As far as it is known. */
  readonly until: Date | null;
}

/** A yellow or red code, whatever purpose it was decided for, or an order that stands and has not coloured it yet. */
export async function measureOn(read: Read, personId: string, now: Date): Promise<Measure | undefined> {
  const decisions = await read
    .selectFrom('current_decision')
    .select(['colour', 'due_at'])
    .where('person_id', '=', personId)
    .where('colour', 'in', ['yellow', 'red'])
    .orderBy('colour')
    .execute();
  const orders = await read
    .selectFrom('manual_colour')
    .select(['colour', 'ends_at'])
    .where('person_id', '=', personId)
    .where('state', '=', 'in-force')
    .where('ends_at', '>', now)
    .execute();
  const standing = [
    ...decisions.map((row) => ({ colour: row.colour, until: row.due_at })),
    ...orders.map((row) => ({ colour: row.colour, until: row.ends_at })),
  ];
  const worst = standing.find(({ colour }) => colour === 'red') ?? standing[0];
  if (worst === undefined) return undefined;
  const known = standing.map(({ until }) => until?.getTime() ?? 0).filter((at) => at > now.getTime());
  return { colour: worst.colour as schemas.Colour, until: known.length === 0 ? null : new Date(Math.max(...known)) };
}

/** What keeps an account from being closed: a measure, or what an office did about her and nobody has reviewed yet. */
export async function waitOf(read: Read, personId: string, now: Date): Promise<schemas.ClosureWait | null> {
  if ((await measureOn(read, personId, now)) !== undefined) return 'measure';
  const listed = await read.selectFrom('listed_person').select('list_id').where('person_id', '=', personId).execute();
  if (listed.length > 0) return 'measure';
  const toReview = await read
    .selectFrom('clearance')
    .select('clearance_id')
    .where('person_id', '=', personId)
    .where('state', '=', 'to-review')
    .execute();
  return toReview.length > 0 ? 'review' : null;
}

export function describeMeasure(measure: Measure | undefined): schemas.OwnData['closing']['measure'] {
  return measure === undefined ? null : { colour: measure.colour, until: toEdgeOrNull(measure.until) };
}
