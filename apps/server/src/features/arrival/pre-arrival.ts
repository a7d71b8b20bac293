import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { type Once, type Read, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireDivisions } from '../division/index.ts';
import { lockPeople } from '../identity/index.ts';
import { arrivalOn } from '../travel-outlook/index.ts';
import { describePreArrival } from './describe.ts';
import { requestJudgement } from './request-judgement.ts';

export type PreArrivalDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'seal'> & {
  readonly isPeer: (division: string) => Promise<boolean>;
};

export type PreArrivalRow = NonNullable<Awaited<ReturnType<typeof findPreArrival>>>;

export function findPreArrival(read: Read, personId: string, preArrivalId: string) {
  return read
    .selectFrom('pre_arrival')
    .selectAll()
    .where('person_id', '=', personId)
    .where('pre_arrival_id', '=', preArrivalId)
    .executeTakeFirst();
}

/**
 * Registers a journey. It is answered 待核实 at once and judged as soon as the origin has been asked; of two journeys to one place on one
 * day the later takes the place of the earlier. It is advice: nothing at a door asks for it.
 * @throws Refusal division-unknown also for a place of another province, travel-date-invalid, origin-unknown
 */
export async function registerPreArrival(
  deps: PreArrivalDeps,
  personId: string,
  journey: schemas.PreArrivalRegistration,
  once: Once,
): Promise<schemas.PreArrival> {
  const now = deps.clock.now();
  const { originDivision, destination, travelDate, transport, consent } = journey;
  arrivalOn(travelDate, now);
  requireDivisions(deps.divisions, [
    { path: '/body/originDivision', code: originDivision, from: now },
    { path: '/body/destination', code: destination, from: now },
  ]);
  if (!coversDivision(deps.province.division, destination)) {
    throw new Refusal('division-unknown', {
      errors: [{ path: '/body/destination', rule: 'a division of this province' }],
    });
  }
  if (!(await deps.isPeer(originDivision))) throw new Refusal('origin-unknown');
  const preArrivalId = newId(now);
  const register = async (tx: Tx) => {
    await lockPeople(tx, [personId]);
    await tx
      .updateTable('pre_arrival')
      .set(closed('void', 'replaced'))
      .where('person_id', '=', personId)
      .where('destination', '=', destination)
      .where('travel_date', '=', travelDate)
      .where('state', '=', 'open')
      .execute();
    const row = await tx
      .insertInto('pre_arrival')
      .values({
        person_id: personId,
        pre_arrival_id: preArrivalId,
        origin_division: originDivision,
        destination,
        travel_date: travelDate,
        transport,
        state: 'open',
        void_reason: null,
        answer: 'to-verify',
        details_sealed: null,
        origin_sealed: null,
        origin_failure: null,
        consent_sealed: deps.seal.seal('consent', JSON.stringify(consent)),
        request_id: newId(now),
        created_at: now,
        judged_at: now,
        due_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await requestJudgement(tx);
    return describePreArrival(deps, row);
  };
  return transact(deps.db, register, once);
}

/** What a registration is when it has ended: nothing that was told for it is kept. */
function closed(state: 'arrived' | 'void', reason: 'withdrawn' | 'replaced' | 'date-passed' | null) {
  return {
    state,
    void_reason: reason,
    ...(state === 'void' ? { answer: 'void' as const } : {}),
    consent_sealed: null,
    origin_sealed: null,
    due_at: null,
  };
}

/** @throws Refusal not-found */
export async function withdrawPreArrival(
  deps: PreArrivalDeps,
  personId: string,
  preArrivalId: string,
): Promise<schemas.PreArrival> {
  await transact(deps.db, (tx) =>
    tx
      .updateTable('pre_arrival')
      .set(closed('void', 'withdrawn'))
      .where('person_id', '=', personId)
      .where('pre_arrival_id', '=', preArrivalId)
      .where('state', '=', 'open')
      .execute(),
  );
  return showPreArrival(deps, personId, preArrivalId);
}

/** She says that she is there: it is judged again, by what holds now. @throws Refusal not-found */
export async function confirmArrival(
  deps: PreArrivalDeps,
  personId: string,
  preArrivalId: string,
): Promise<schemas.PreArrival> {
  await transact(deps.db, (tx) => judgeOnArrival(tx, personId, deps.clock.now(), preArrivalId));
  return showPreArrival(deps, personId, preArrivalId);
}

/** Her open journeys, or one of them, have ended in arriving: each is judged once more, at once. */
export async function judgeOnArrival(tx: Tx, personId: string, now: Date, preArrivalId?: string): Promise<void> {
  const open = tx
    .updateTable('pre_arrival')
    .set({ state: 'arrived', due_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'open');
  const { numUpdatedRows } = await (
    preArrivalId === undefined ? open : open.where('pre_arrival_id', '=', preArrivalId)
  ).executeTakeFirst();
  if (numUpdatedRows > 0n) await requestJudgement(tx);
}

/** Rules or areas have changed: every open journey is judged again. */
export async function judgeAllAgain(tx: Tx, now: Date): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('pre_arrival')
    .set({ due_at: now })
    .where('state', '=', 'open')
    .where('due_at', '>', now)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await requestJudgement(tx);
}

/** @throws Refusal not-found */
export async function showPreArrival(
  deps: PreArrivalDeps,
  personId: string,
  preArrivalId: string,
): Promise<schemas.PreArrival> {
  const row = await findPreArrival(deps.db, personId, preArrivalId);
  if (row === undefined) throw new Refusal('not-found');
  return describePreArrival(deps, row);
}

export async function listPreArrivals(deps: PreArrivalDeps, personId: string): Promise<schemas.PreArrival[]> {
  const rows = await deps.db
    .selectFrom('pre_arrival')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => describePreArrival(deps, row));
}

/** The day of the journey is over and nobody arrived. */
export const passed = closed('void', 'date-passed');
/** Judged for the last time. */
export const settled = { consent_sealed: null, origin_sealed: null, due_at: null };
