import {
  hearingMatters,
  hearingOutcomes,
  type HearingMatter,
  type HearingOutcome,
  type schemas,
} from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { requireDivision } from '../../division-scope.ts';
import { addSeconds, dayOf, toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { divisionOf } from '../appeal/index.ts';
import { lockPeople, personCard } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import type { Mismatch } from './compare.ts';

export type HearingDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'>;

const shownAtOnce = 50;

async function findHearing(read: Read, personId: string, hearingId: string) {
  return read
    .selectFrom('hearing')
    .selectAll()
    .where('person_id', '=', personId)
    .where('hearing_id', '=', hearingId)
    .executeTakeFirst();
}

type HearingRow = NonNullable<Awaited<ReturnType<typeof findHearing>>>;

/** Opens a hearing and asks the person; about what is open, or was heard of since she declared, she is not asked again. */
export async function openHearing(
  tx: Tx,
  deps: HearingDeps,
  personId: string,
  { matter, places }: Mismatch,
): Promise<void> {
  const known = await tx
    .selectFrom('hearing')
    .select(['state', 'places'])
    .where('person_id', '=', personId)
    .where('matter', '=', matter)
    .execute();
  const said = new Set(known.flatMap((row) => (row.state === 'closed' ? row.places : [])));
  const heard = known.some((row) => row.state === 'closed') && places.every((place) => said.has(place));
  if (heard || known.some((row) => row.state !== 'closed')) return;
  const now = deps.clock.now();
  const hearingId = newId(now);
  const dueAt = addSeconds(now, deps.province.appeal.hearingHours * 3600);
  await tx
    .insertInto('hearing')
    .values({
      person_id: personId,
      hearing_id: hearingId,
      matter,
      places: [...places],
      state: 'waiting-for-you',
      division: await divisionOf(tx, deps, personId),
      opened_at: now,
      due_at: dueAt,
    })
    .execute();
  await tx.insertInto('hearing_person').values({ hearing_id: hearingId, person_id: personId }).execute();
  const details = { caseNumber: numberOf(hearingId, now), matter, at: dueAt.toISOString() };
  await tell(tx, deps, { personId, kind: 'hearing-opened', subjectId: hearingId, details });
}

/** HD for 核对; the day; the end of the id, which is random. */
function numberOf(hearingId: string, openedAt: Date): string {
  return `HD-${dayOf(openedAt).replaceAll('-', '')}-${hearingId.slice(-8).toUpperCase()}`;
}

export async function listHearings(deps: Pick<HearingDeps, 'db'>, personId: string): Promise<schemas.Hearing[]> {
  const rows = await deps.db
    .selectFrom('hearing')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('hearing_id', 'desc')
    .limit(100)
    .execute();
  return rows.map(describeHearing);
}

/** Keeps what the person says. @throws Refusal not-found, hearing-closed */
export async function answerHearing(
  tx: Tx,
  deps: HearingDeps,
  personId: string,
  hearingId: string,
  statement: string,
): Promise<schemas.Hearing> {
  await lockPeople(tx, [personId]);
  const row = await findHearing(tx, personId, hearingId);
  if (row === undefined) throw new Refusal('not-found');
  if (row.state === 'closed') throw new Refusal('hearing-closed');
  const heard = {
    state: 'heard',
    statement_sealed: deps.seal.seal('appeal', statement),
    heard_at: deps.clock.now(),
  } as const;
  await update(tx, row).set(heard).execute();
  return describeHearing({ ...row, ...heard });
}

/** Hearings of the caller's division in which the person has been heard; that they were seen is recorded. */
export async function hearingQueue(tx: Tx, deps: HearingDeps, staff: StaffPrincipal) {
  const rows = await tx
    .selectFrom('hearing')
    .selectAll()
    .where('state', '=', 'heard')
    .where('division', 'like', `${divisionPrefix(staff.division)}%`)
    .orderBy('heard_at')
    .limit(shownAtOnce)
    .execute();
  const cases = [];
  for (const row of rows) {
    await record(tx, deps, staff, row);
    cases.push({
      hearing: describeHearing(row),
      division: row.division,
      maskedName: (await personCard(tx, deps, row.person_id)).maskedName,
      statement: row.statement_sealed === null ? null : deps.seal.open('appeal', row.statement_sealed),
    });
  }
  return cases;
}

/** Concludes a hearing in which the person has been heard. Nothing but the conclusion follows. @throws Refusal not-found, hearing-closed */
export async function concludeHearing(
  tx: Tx,
  deps: HearingDeps,
  staff: StaffPrincipal,
  hearingId: string,
  outcome: HearingOutcome,
): Promise<schemas.Hearing> {
  const place = await tx
    .selectFrom('hearing_person')
    .select('person_id')
    .where('hearing_id', '=', hearingId)
    .executeTakeFirst();
  if (place === undefined) throw new Refusal('not-found');
  await lockPeople(tx, [place.person_id]);
  const row = await findHearing(tx, place.person_id, hearingId);
  if (row === undefined) throw new Refusal('not-found');
  requireDivision(staff, row.division, 'not-found');
  // Who has not been heard yet is not concluded about.
  if (row.state !== 'heard' || outcome === 'not-heard') throw new Refusal('hearing-closed');
  await record(tx, deps, staff, row);
  return closeHearing(tx, deps, row, outcome, staff.staffId);
}

export async function closeHearing(
  tx: Tx,
  deps: HearingDeps,
  row: HearingRow,
  outcome: HearingOutcome,
  concludedBy: string | null = null,
): Promise<schemas.Hearing> {
  const closed = { state: 'closed', outcome, concluded_by: concludedBy, closed_at: deps.clock.now() } as const;
  await update(tx, row).set(closed).execute();
  const details = { caseNumber: numberOf(row.hearing_id, row.opened_at), hearingOutcome: outcome };
  const { person_id: personId, hearing_id: subjectId } = row;
  await tell(tx, deps, { personId, kind: 'hearing-closed', subjectId, details });
  return describeHearing({ ...row, ...closed });
}

function update(tx: Tx, { person_id: personId, hearing_id: hearingId }: HearingRow) {
  return tx.updateTable('hearing').where('person_id', '=', personId).where('hearing_id', '=', hearingId);
}

async function record(tx: Tx, deps: HearingDeps, staff: StaffPrincipal, row: HearingRow): Promise<void> {
  await recordStaffAccess(tx, deps, {
    staff,
    personId: row.person_id,
    purpose: 'declaration-check',
    seen: ['identity', 'facts'],
    reference: numberOf(row.hearing_id, row.opened_at),
  });
}

function describeHearing(row: HearingRow): schemas.Hearing {
  const matter = row.matter as HearingMatter;
  const outcome = row.outcome as HearingOutcome | null;
  return {
    hearingId: row.hearing_id,
    matter: { code: matter, text: hearingMatters[matter] },
    places: row.places,
    state: row.state as schemas.Hearing['state'],
    openedAt: toEdge(row.opened_at),
    dueAt: toEdge(row.due_at),
    outcome: outcome === null ? null : { code: outcome, text: hearingOutcomes[outcome] },
  };
}
