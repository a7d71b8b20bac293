import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toUnix } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue, type Job } from '../../platform/jobs.ts';
import { currentFactsOf, gatherFacts, type SourcePorts } from '../facts/index.ts';

export type PrepareDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'log' | 'province'> & SourcePorts;

const prepareJob = 'arrival.prepare';
const daySeconds = 86_400;

/** Asks that the carriers' card is read for an application that is made ready. */
export function requestPreparation(tx: Tx, personId: string, arrivalId: string): Promise<void> {
  return enqueue(tx, prepareJob, { personId, arrivalId }, `${prepareJob}:${arrivalId}`);
}

/** Where the card is silent the application is made ready without it: she can fill in what is missing. */
export function arrivalJobs(deps: PrepareDeps): Job[] {
  return [{ name: prepareJob, run: ({ personId = '', arrivalId = '' }) => readCard(deps, personId, arrivalId) }];
}

async function readCard(deps: PrepareDeps, personId: string, arrivalId: string): Promise<void> {
  const arrival = await deps.db
    .selectFrom('arrival')
    .innerJoin('standing_consent', (join) =>
      join
        .onRef('standing_consent.person_id', '=', 'arrival.person_id')
        .onRef('standing_consent.consent_id', '=', 'arrival.consent_id'),
    )
    .select(['arrival.consent_id', 'received_at'])
    .where('arrival.person_id', '=', personId)
    .where('arrival_id', '=', arrivalId)
    // Withdrawn since: then nothing is looked at any more.
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (arrival === undefined) return;
  const authorised = { declarationId: arrival.consent_id, declaredAt: arrival.received_at };
  await gatherFacts(deps, personId, authorised, ['itinerary-card']);
}

/** The arrivals of the last days with the application that stands ready for each, the latest first. */
export async function listArrivals(deps: PrepareDeps, personId: string): Promise<schemas.Arrival[]> {
  const now = deps.clock.now();
  const rows = await deps.db
    .selectFrom('arrival')
    .innerJoin('standing_consent', (join) =>
      join
        .onRef('standing_consent.person_id', '=', 'arrival.person_id')
        .onRef('standing_consent.consent_id', '=', 'arrival.consent_id'),
    )
    .select(['arrival_id', 'division', 'arrived_at', 'origin_division', 'scope'])
    .where('arrival.person_id', '=', personId)
    .where('received_at', '>', addSeconds(now, -7 * daySeconds))
    .where('revoked_at', 'is', null)
    .orderBy('arrived_at', 'desc')
    .limit(20)
    .execute();
  if (rows.length === 0) return [];
  const known = await knownOf(deps, personId, now);
  return rows.map((row) => ({
    arrivalId: row.arrival_id,
    division: row.division,
    arrivedAt: toEdge(row.arrived_at),
    application: {
      originDivision: row.origin_division,
      scope: row.scope,
      answers: known.answers,
      stays: withArrival(known.stays, { division: row.division, from: row.arrived_at, to: now }),
    },
  }));
}

interface Stay {
  readonly division: string;
  readonly from: Date;
  readonly to: Date;
}

/** What she last declared here, and where the carriers saw her since. */
async function knownOf(
  deps: PrepareDeps,
  personId: string,
  now: Date,
): Promise<{ answers: schemas.HealthAnswers | null; stays: Stay[] }> {
  const facts = (await currentFactsOf(deps.db, [personId])).get(personId) ?? [];
  const data = (kind: string) => facts.filter((fact) => fact.kind === kind).at(-1)?.data;
  const health = data('health-declaration') as schemas.HealthAnswers | undefined;
  const since = addSeconds(now, -deps.province.declaration.itineraryDays * daySeconds);
  const read = (stays: readonly { division: string; from: string; to: string }[] | undefined) =>
    (stays ?? [])
      .map(({ division, from, to }) => ({ division, from: new Date(from), to: new Date(to) }))
      .filter(({ to }) => to > since)
      .map((stay) => (stay.from < since ? { ...stay, from: since } : stay));
  const declared = read((data('itinerary-declaration') as { stays: schemas.Stay[] } | undefined)?.stays);
  const seen = read((data('itinerary-card') as { stays: schemas.Stay[] } | undefined)?.stays);
  const told = declared.map(({ to }) => to.getTime());
  const until = Math.max(-Infinity, ...told);
  return { answers: health ?? null, stays: [...declared, ...seen.filter(({ from }) => from.getTime() >= until)] };
}

/** The stays before she arrived, cut off there, and the one that began then. */
export function withArrival(stays: readonly Stay[], arrival: Stay): schemas.Stay[] {
  const before = stays
    .filter(({ from }) => from < arrival.from)
    .map((stay) => (stay.to > arrival.from ? { ...stay, to: arrival.from } : stay));
  return (
    [...before, arrival]
      // At the edge an instant has whole seconds: a stay that has just begun would end as it begins.
      .filter(({ from, to }) => toUnix(from) < toUnix(to))
      .map(({ division, from, to }) => ({ division, from: toEdge(from), to: toEdge(to) }))
  );
}
