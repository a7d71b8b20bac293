import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay, toEdge } from '../../platform/clock.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireScope } from '../code/index.ts';
import type { Apply } from '../conversion/index.ts';
import { requireDivisions } from '../division/index.ts';
import { indexesOf, matchIdentities, subjectIndex } from '../identity/index.ts';
import { longestTripSeconds } from './legs.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'divisions'>;

/** What one province may have handed on about one person; the earliest gives way. */
const mostForOne = 8;
const daySeconds = 86_400;

/** Nobody's stay began longer ago. */
const lifetimeSeconds = 120 * 366 * daySeconds;
const aheadSeconds = 120;

/** Every time in what is handed on can be, and every place exists. @throws Refusal trip-invalid, division-unknown */
export function requireSense(
  { divisions, clock }: Pick<NodeContext, 'divisions' | 'clock'>,
  { offer }: Pick<schemas.HandedOnTrip, 'offer'>,
): void {
  if (offer === null) return;
  const now = clock.now();
  const [earliest, latest] = [addSeconds(now, -longestTripSeconds), addSeconds(now, longestTripSeconds + daySeconds)];
  const isBetween = (text: string, from: Date, to: Date) =>
    isCalendarDay(text.slice(0, 10)) && new Date(text) >= from && new Date(text) <= to;
  const birth = addSeconds(now, -lifetimeSeconds);
  const makesSense =
    isBetween(offer.arriveAt, earliest, latest) &&
    isBetween(offer.leaveAt, new Date(offer.arriveAt), latest) &&
    isBetween(offer.declaredAt, earliest, addSeconds(now, aheadSeconds)) &&
    offer.stays.every(({ from, to }) => isBetween(from, birth, latest) && isBetween(to, new Date(from), latest));
  if (!makesSense) throw new Refusal('trip-invalid');
  requireDivisions(divisions, [
    { path: '/body/offer/division', code: offer.division, from: new Date(offer.arriveAt) },
    ...offer.stays.map(({ division: code, from, to }, position) => {
      return { path: `/body/offer/stays/${position}/division`, code, from: new Date(from), to: new Date(to) };
    }),
  ]);
}

/**
 * Keeps what another province hands on about a person of its own, sealed, until she is here or the leg is over; or forgets it. Nothing is
 * asked, and whether she is known here is not told. @throws Refusal division-unknown, trip-invalid
 */
export async function keepDraft(
  deps: Deps,
  peer: string,
  { requestId, subject, offer }: schemas.HandedOnTrip,
): Promise<schemas.HandedOnTripAnswer> {
  const index = subjectIndex(deps, subject);
  await transact(deps.db, async (tx) => {
    if (offer === null) {
      await tx
        .deleteFrom('trip_draft')
        .where('document_index', '=', index)
        .where('draft_id', '=', requestId)
        .where('peer', '=', peer)
        .execute();
      return;
    }
    const now = deps.clock.now();
    const expiresAt = new Date(offer.leaveAt);
    if (!coversDivision(deps.province.division, offer.division)) throw new Refusal('division-unknown');
    if (expiresAt <= now || expiresAt > addSeconds(now, longestTripSeconds + daySeconds))
      throw new Refusal('trip-invalid');
    await tx
      .insertInto('trip_draft')
      .values({
        document_index: index,
        draft_id: requestId,
        peer,
        offer_sealed: deps.seal.seal('trip', JSON.stringify({ subject, offer })),
        received_at: now,
        expires_at: expiresAt,
      })
      .onConflict((conflict) => conflict.columns(['document_index', 'draft_id', 'peer']).doNothing())
      .execute();
    await sql`
      delete from trip_draft where document_index = ${index} and peer = ${peer} and draft_id not in
        (select draft_id from trip_draft where document_index = ${index} and peer = ${peer}
          order by received_at desc, draft_id desc limit ${mostForOne})`.execute(tx);
  });
  return { requestId, state: 'kept' };
}

/** Told until when somebody who has applied by a draft stays. */
export interface DraftDeps {
  readonly stayPlanned: (tx: Tx, personId: string, leavesAt: Date) => Promise<void>;
}

interface Draft {
  readonly draftId: string;
  readonly peer: string;
  readonly offer: NonNullable<schemas.HandedOnTrip['offer']>;
}

/** Those that name her by a document of hers and the name on it. */
async function draftsOf(deps: Deps, personId: string): Promise<(Draft & { readonly applied: boolean })[]> {
  const indexes = await indexesOf(deps.db, personId);
  const rows = await deps.db
    .selectFrom('trip_draft')
    .selectAll()
    .where('document_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .where('expires_at', '>', deps.clock.now())
    .orderBy('received_at')
    .execute();
  const opened = rows.map((row) => {
    const { subject, offer } = JSON.parse(deps.seal.open('trip', row.offer_sealed)) as {
      subject: schemas.Subject;
      offer: Draft['offer'];
    };
    return { subject, draftId: row.draft_id, peer: row.peer, offer, applied: row.applied_at !== null };
  });
  const matches = await matchIdentities(
    deps.db,
    deps,
    opened.map(({ subject }) => subject),
  );
  return opened.filter((_, at) => {
    const match = matches[at];
    return match !== undefined && match.match !== 'identity' && match.personId === personId;
  });
}

export async function listDrafts(deps: Deps, personId: string): Promise<schemas.TripDraft[]> {
  const drafts = await draftsOf(deps, personId);
  return drafts
    .filter(({ applied }) => !applied)
    .map(({ draftId, peer, offer }) => {
      const { division, arriveAt, leaveAt, declaredAt, answers } = offer;
      const stays = staysBy(deps, offer.stays);
      return {
        draftId,
        originDivision: peer,
        division,
        arriveAt,
        leaveAt,
        declaredAt,
        answers,
        stays,
        endsAt: leaveAt,
      };
    });
}

/** Of the itinerary, what is in the days that are asked about by now: earlier stays are over, later legs have not begun. */
function staysBy(
  { clock, province }: Pick<Deps, 'clock' | 'province'>,
  stays: readonly schemas.Stay[],
): schemas.Stay[] {
  const now = clock.now();
  const first = addSeconds(now, -province.declaration.itineraryDays * daySeconds);
  return stays
    .filter(({ from, to }) => new Date(to) > first && new Date(from) < now)
    .map(({ division, from, to }) => ({
      division,
      from: new Date(from) < first ? toEdge(first) : from,
      to: new Date(to) > now ? toEdge(now) : to,
    }));
}

/** She confirms it: an application like any other, with nothing entered again. @throws Refusal not-found, and as applying does */
export async function applyFromDraft(
  deps: Deps & { readonly apply: Apply } & DraftDeps,
  personId: string,
  { draftId, scope, pledge }: { draftId: string; scope: string; pledge: schemas.HealthDeclaration['pledge'] },
  call: { readonly once: Once; readonly ticket: string | undefined },
): Promise<schemas.Conversion> {
  requireScope(deps, scope);
  const draft = (await draftsOf(deps, personId)).find((one) => one.draftId === draftId);
  if (draft === undefined) throw new Refusal('not-found');
  const { answers, stays, consent } = draft.offer;
  const application = { originDivision: draft.peer, scope, consent, answers, stays: staysBy(deps, stays), pledge };
  const conversion = await deps.apply(personId, application, call.once, call.ticket);
  // Kept until it ends, so that the same request can come again; what it opens is used up.
  await transact(deps.db, async (tx) => {
    await tx
      .updateTable('trip_draft')
      .set({ applied_at: deps.clock.now() })
      .where('draft_id', '=', draftId)
      .where('peer', '=', draft.peer)
      .execute();
    await deps.stayPlanned(tx, personId, new Date(draft.offer.leaveAt));
  });
  return conversion;
}
