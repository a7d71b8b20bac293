import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireDivisions } from '../division/index.ts';
import { requestPreparation } from './prepare.ts';

export type ReceiveDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'seal'> & {
  /** Tells her that an application stands ready, in the transaction that keeps the arrival. */
  readonly arrivalPrompted: (tx: Tx, personId: string, arrivalId: string) => Promise<void>;
  /** Her registered journeys to this province are judged again. */
  readonly arrived: (tx: Tx, personId: string, now: Date) => Promise<void>;
};

/** Milliseconds within which an arrival is news. */
const newsFor = 2 * 86_400_000;
const ahead = 300_000;
/** Of several arrivals within this time one prompt is enough, in seconds. */
const promptAgainSeconds = 24 * 3600;

/**
 * Takes the carriers' word that phones have come into the province. Only a phone whose person has agreed, in a consent that stands now, is
 * looked at: of every other nothing is stored, asked or logged, and the answer is the same. An event that comes again changes nothing.
 * @throws Refusal invalid-input for arrivals that are no news, division-unknown
 */
export async function receiveArrivals(deps: ReceiveDeps, event: schemas.ArrivalEvent): Promise<void> {
  const now = deps.clock.now();
  for (const { arrivedAt } of event.arrivals) {
    const age = now.getTime() - Date.parse(arrivedAt);
    if (!(-ahead <= age && age <= newsFor)) {
      throw new Refusal('invalid-input', { errors: [{ path: '/body/arrivals', rule: 'of the last two days' }] });
    }
  }
  requireDivisions(
    deps.divisions,
    event.arrivals.map(({ division, arrivedAt }, position) => ({
      path: `/body/arrivals/${position}/division`,
      code: division,
      from: new Date(arrivedAt),
    })),
  );
  const byIndex = new Map(
    event.arrivals
      .filter(({ division }) => coversDivision(deps.province.division, division))
      .map((arrival) => [deps.seal.index('phone', arrival.phone).toString('hex'), arrival]),
  );
  if (byIndex.size === 0) return;
  const consenting = await deps.db
    .selectFrom('standing_consent_phone')
    .innerJoin('standing_consent', (join) =>
      join
        .onRef('standing_consent.person_id', '=', 'standing_consent_phone.person_id')
        .onRef('standing_consent.consent_id', '=', 'standing_consent_phone.consent_id'),
    )
    .select(['phone_index', 'standing_consent.person_id', 'standing_consent.consent_id'])
    .where(
      'phone_index',
      'in',
      [...byIndex.keys()].map((index) => Buffer.from(index, 'hex')),
    )
    .where('revoked_at', 'is', null)
    .where('granted_at', '<=', now)
    .where('ends_at', '>', now)
    .execute();
  for (const { phone_index: index, person_id: personId, consent_id: consentId } of consenting) {
    const arrival = byIndex.get(index.toString('hex'));
    if (arrival === undefined) continue;
    await transact(deps.db, (tx) =>
      keepArrival(tx, deps, { personId, consentId, eventId: event.eventId, arrival, now }),
    );
  }
}

async function keepArrival(
  tx: Tx,
  deps: ReceiveDeps,
  {
    personId,
    consentId,
    eventId,
    arrival: { division, transport, arrivedAt },
    now,
  }: {
    personId: string;
    consentId: string;
    eventId: string;
    arrival: schemas.ArrivalEvent['arrivals'][number];
    now: Date;
  },
): Promise<void> {
  const recent = await tx
    .selectFrom('arrival')
    .select('arrival_id')
    .where('person_id', '=', personId)
    .where('received_at', '>', addSeconds(now, -promptAgainSeconds))
    .executeTakeFirst();
  const arrivalId = newId(now);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('arrival')
    .values({
      person_id: personId,
      arrival_id: arrivalId,
      event_id: eventId,
      consent_id: consentId,
      division,
      transport,
      arrived_at: new Date(arrivedAt),
      received_at: now,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'event_id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return;
  await deps.arrived(tx, personId, now);
  if (recent !== undefined) return;
  await deps.arrivalPrompted(tx, personId, arrivalId);
  await requestPreparation(tx, personId, arrivalId);
}
