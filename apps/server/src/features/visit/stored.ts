import type { schemas } from '@tongxing/contract';
import type { Selectable } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { VisitTable } from '../../platform/database.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Venue } from './venue.ts';

export type StoreDeps = Pick<NodeContext, 'clock' | 'province' | 'seal'>;

/** A visit with its venue, which is sealed at rest. */
export interface StoredVisit extends Omit<Selectable<VisitTable>, 'place_sealed' | 'known_by'> {
  readonly known_by: schemas.VisitGrade;
  readonly venue: Venue;
}

/** The visits of a person, the newest first; from an instant on, where one is given. */
export async function visitsOf(
  read: Read,
  deps: Pick<StoreDeps, 'seal'>,
  personId: string,
  since: Date = new Date(0),
): Promise<StoredVisit[]> {
  const rows = await read
    .selectFrom('visit')
    .selectAll()
    .where('person_id', '=', personId)
    .where('visited_at', '>=', since)
    .orderBy('visited_at', 'desc')
    .orderBy('visit_id', 'desc')
    .execute();
  return rows.map(({ place_sealed: sealed, ...row }) => ({
    ...row,
    known_by: row.known_by as schemas.VisitGrade,
    venue: JSON.parse(deps.seal.open('visit', sealed)) as Venue,
  }));
}

export async function storeVisit(
  tx: Tx,
  deps: StoreDeps,
  visit: Pick<StoredVisit, 'person_id' | 'known_by' | 'venue' | 'visited_at' | 'confirm_by' | 'doubtful'>,
): Promise<StoredVisit> {
  const now = deps.clock.now();
  const stored = { ...visit, visit_id: newId(now), received_at: now, contested_at: null };
  const { venue, ...row } = stored;
  await tx
    .insertInto('visit')
    .values({ ...row, place_sealed: deps.seal.seal('visit', JSON.stringify(venue)) })
    .execute();
  return stored;
}

export async function changeVisit<Change extends Partial<Selectable<VisitTable>>>(
  tx: Tx,
  visit: StoredVisit,
  change: Change,
): Promise<StoredVisit & Change> {
  await tx
    .updateTable('visit')
    .set(change)
    .where('person_id', '=', visit.person_id)
    .where('visit_id', '=', visit.visit_id)
    .execute();
  return { ...visit, ...change };
}

export function describeVisit({ province }: Pick<StoreDeps, 'province'>, visit: StoredVisit): schemas.Visit {
  const { venue } = visit;
  return {
    visitId: visit.visit_id,
    venueName: venue.name,
    placeType: venue.placeType,
    division: venue.division,
    visitedAt: toEdge(visit.visited_at),
    grade: visit.known_by,
    confirmBy: toEdgeOrNull(visit.confirm_by),
    doubtful: visit.doubtful,
    contestedAt: toEdgeOrNull(visit.contested_at),
    goneAt: toEdge(addSeconds(visit.visited_at, province.retention.visitDays * 86_400)),
  };
}
