import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { NodeContext } from '../../node-context.ts';
import { type AskDeps, askPeer, gateTo, heardFrom, OriginBusy, silentIs } from '../federation/index.ts';
import { identityOf, subjectOf } from '../identity/index.ts';
import { provinceOf } from './legs.ts';

export type HandOnDeps = AskDeps & Pick<NodeContext, 'db' | 'seal' | 'province'>;

const together = 50;
const path = 'federation/trips';
const maximumAnswer = 4096;

/** Hands on what is due, or takes it back; what is not answered is tried again until its leg is over. */
export async function handOnDue(deps: HandOnDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('trip_leg')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const leg of due) {
    const peer = provinceOf(leg.division);
    const gate = await gateTo(deps, peer);
    // Set aside first: what is lost with this process is tried again.
    const { retrySeconds } = deps.province.recognition;
    const seconds = retrySeconds[Math.min(leg.attempts, retrySeconds.length - 1)] as number;
    const again = typeof gate === 'object' ? gate.until : addSeconds(now, seconds);
    if (leg.leave_at <= now)
      await set(deps, leg, { state: leg.state === 'waiting' ? 'ended' : leg.state, due_at: null });
    else {
      await set(deps, leg, { due_at: again, attempts: leg.attempts + 1 });
      if (typeof gate !== 'object') await handOn(deps, leg, peer);
    }
  }
}

type LegRow = { person_id: string; trip_id: string; position: number; leg_id: string; division: string } & {
  arrive_at: Date;
  leave_at: Date;
  state: string;
  evidence_sealed: Buffer | null;
};

async function handOn(deps: HandOnDeps, leg: LegRow, peer: string): Promise<void> {
  const message = await messageOf(deps, leg);
  // For somebody for whom no phone stands any more nothing can be asked there, nor handed on.
  if (message === undefined) return;
  let answer: unknown;
  try {
    answer = await askPeer(deps, peer, path, message, maximumAnswer);
  } catch (error) {
    deps.log.outside('a trip was not handed on', { peer, error });
    await silentIs(deps, peer, { busy: error instanceof OriginBusy });
    return;
  }
  await heardFrom(deps, peer);
  if (!Value.Check(schemas.HandedOnTripAnswer, answer) || answer.requestId !== leg.leg_id) return;
  if (message.offer === null) await set(deps, leg, { due_at: null });
  // Withdrawn while it was on its way: it stays due, and is taken back.
  else
    await set(
      deps,
      leg,
      { state: 'handed-on', due_at: null, evidence_sealed: null, handed_on_at: deps.clock.now() },
      'waiting',
    );
}

async function messageOf(deps: HandOnDeps, leg: LegRow): Promise<schemas.HandedOnTrip | undefined> {
  const subject = subjectOf(await identityOf(deps.db, deps, leg.person_id));
  if (subject === undefined) return undefined;
  if (leg.state !== 'waiting' || leg.evidence_sealed === null) {
    return { requestId: leg.leg_id, subject, offer: null };
  }
  const trip = await deps.db
    .selectFrom('trip')
    .select(['declaration_sealed', 'declared_at'])
    .where('person_id', '=', leg.person_id)
    .where('trip_id', '=', leg.trip_id)
    .executeTakeFirstOrThrow();
  const { answers, stays } = JSON.parse(deps.seal.open('trip', trip.declaration_sealed)) as Pick<
    schemas.TripDeclaration,
    'answers' | 'stays'
  >;
  return {
    requestId: leg.leg_id,
    subject,
    offer: {
      division: leg.division,
      arriveAt: toEdge(leg.arrive_at),
      leaveAt: toEdge(leg.leave_at),
      declaredAt: toEdge(trip.declared_at),
      answers,
      stays: [...stays, ...(await earlierLegs(deps, leg))],
      consent: JSON.parse(deps.seal.open('consent', leg.evidence_sealed)) as schemas.ConsentEvidence,
    },
  };
}

/** Where she said that she would be before: part of the itinerary by the time she gets there. */
async function earlierLegs({ db }: HandOnDeps, leg: LegRow): Promise<schemas.Stay[]> {
  const rows = await db
    .selectFrom('trip_leg')
    .select(['division', 'arrive_at', 'leave_at'])
    .where('person_id', '=', leg.person_id)
    .where('trip_id', '=', leg.trip_id)
    .where('position', '<', leg.position)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ division: row.division, from: toEdge(row.arrive_at), to: toEdge(row.leave_at) }));
}

interface Change {
  readonly state?: string;
  readonly due_at?: Date | null;
  readonly attempts?: number;
  readonly evidence_sealed?: null;
  readonly handed_on_at?: Date;
}

async function set({ db }: HandOnDeps, leg: LegRow, change: Change, whileIn = leg.state): Promise<void> {
  await db
    .updateTable('trip_leg')
    .set(change)
    .where('person_id', '=', leg.person_id)
    .where('trip_id', '=', leg.trip_id)
    .where('position', '=', leg.position)
    .where('state', '=', whileIn)
    .execute();
}

/** What is over is of no use to anybody. */
export async function forgetTrips({ db }: Pick<NodeContext, 'db'>, now: Date): Promise<void> {
  const over = await db
    .selectFrom('trip')
    .select(['person_id', 'trip_id'])
    .where('ends_at', '<=', now)
    .limit(500)
    .execute();
  for (const { person_id: personId, trip_id: tripId } of over) {
    await db.deleteFrom('trip_leg').where('person_id', '=', personId).where('trip_id', '=', tripId).execute();
    await db.deleteFrom('trip').where('person_id', '=', personId).where('trip_id', '=', tripId).execute();
  }
  await db.deleteFrom('trip_draft').where('expires_at', '<=', now).execute();
}
