import type { schemas } from '@tongxing/contract';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { changeVisit, type StoreDeps, type StoredVisit, storeVisit, visitsOf } from './stored.ts';
import type { Venue } from './venue.ts';

/** What was found of a visit, before it is held against those there are. */
export interface FoundVisit {
  readonly personId: string;
  readonly venue: Venue;
  readonly visitedAt: Date;
  readonly grade: schemas.VisitGrade;
}

const day = 86_400;
/** From the weakest evidence to the strongest. */
const grades: readonly schemas.VisitGrade[] = ['waiting', 'display', 'guard', 'gate'];

/**
 * Stores a visit, once for each stay at a venue: found again within the time for confirming, it is the same visit, with the stronger
 * grade of the two. Two visits of one person in two cities within minutes are both marked as doubtful, and she is told.
 * @throws Refusal too-many-visits
 */
export async function recordVisit(
  tx: Tx,
  deps: StoreDeps,
  found: FoundVisit,
): Promise<{ visit: StoredVisit; before: StoredVisit | undefined }> {
  const { confirmMinutes, doubtMinutes, perDay } = deps.province.visits;
  // Two scans at the same moment are one after the other.
  await lockPeople(tx, [found.personId]);
  const recent = await visitsOf(tx, deps, found.personId, addSeconds(found.visitedAt, -day));
  const uncontested = recent.filter(({ contested_at: contestedAt }) => contestedAt === null);
  const before = uncontested.find(
    ({ venue, visited_at: at }) =>
      venue.venueId === found.venue.venueId && minutes(at, found.visitedAt) <= confirmMinutes,
  );
  if (before !== undefined) {
    // Whoever read her code has confirmed what she had begun.
    const grade = before.known_by === 'waiting' && found.grade === 'gate' ? 'guard' : found.grade;
    if (grades.indexOf(grade) <= grades.indexOf(before.known_by)) return { visit: before, before };
    return { visit: await changeVisit(tx, before, { known_by: grade, confirm_by: null }), before };
  }
  if (recent.length >= perDay) throw new Refusal('too-many-visits', { retryAfterSeconds: 3600 });
  const impossible = uncontested.filter((other) =>
    isImpossible(doubtMinutes, { venue: found.venue, visited_at: found.visitedAt }, other),
  );
  const visit = await storeVisit(tx, deps, {
    person_id: found.personId,
    known_by: found.grade,
    venue: found.venue,
    visited_at: found.visitedAt,
    confirm_by: found.grade === 'waiting' ? addSeconds(found.visitedAt, confirmMinutes * 60) : null,
    doubtful: impossible.length > 0,
  });
  for (const other of impossible) await changeVisit(tx, other, { doubtful: true });
  if (visit.doubtful)
    await tell(tx, deps, { personId: found.personId, kind: 'visit-doubtful', subjectId: visit.visit_id, details: {} });
  return { visit, before: undefined };
}

/** Two visits of one person in two cities, within so many minutes. */
export function isImpossible(
  doubtMinutes: number,
  one: Pick<StoredVisit, 'venue' | 'visited_at'>,
  other: Pick<StoredVisit, 'venue' | 'visited_at'>,
): boolean {
  return cityOf(one.venue) !== cityOf(other.venue) && minutes(one.visited_at, other.visited_at) <= doubtMinutes;
}

function minutes(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime()) / 60_000;
}

function cityOf({ division }: Venue): string {
  return division.slice(0, 4);
}
