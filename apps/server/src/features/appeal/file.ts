import type { AppealGround, schemas } from '@tongxing/contract';
import { addSeconds, dayOf } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { lockPeople, personCard } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { findContested, type Contested } from './contested.ts';
import type { AppealDeps } from './deps.ts';
import { askSource } from './ask-source.ts';
import { laneFor, requireDeparture, type Lane } from './lane.ts';
import { requireAppeal, type AppealRow } from './store.ts';

/** So many things at once can be contested by one person. */
const mostOpen = 5;

export interface Filing {
  readonly personId: string;
  readonly filing: schemas.AppealFiling;
  /** Staff who file it for her. */
  readonly filedBy?: string;
}

/**
 * Takes in an appeal against the colour that stands now: its clock starts, the source of the record is asked, and the person is told
 * the number and by when she is answered.
 * @throws Refusal invalid-input, nothing-to-contest, reason-unknown, appeal-open, origin-consent-required
 */
export async function fileAppeal(tx: Tx, deps: AppealDeps, { personId, filing, filedBy }: Filing): Promise<AppealRow> {
  requireDeparture(deps, filing.departure);
  await lockPeople(tx, [personId]);
  const contested = await findContested(tx, personId, filing);
  const lane = await laneFor(tx, deps, personId, filing.departure);
  const kind = filing.ground === 'review' ? 'review' : 'appeal';
  const { departure, statement, ground, originConsent } = filing;
  return openAppeal(tx, deps, {
    personId,
    kind,
    ground,
    contested,
    lane,
    statement,
    departure,
    originConsent,
    filedBy,
  });
}

export interface Opened {
  readonly personId: string;
  readonly kind: schemas.AppealKind;
  readonly ground: AppealGround;
  readonly contested: Contested;
  readonly lane: Lane;
  readonly statement: string;
  readonly departure?: schemas.Departure | undefined;
  readonly originConsent?: schemas.ConsentEvidence | undefined;
  readonly filedBy?: string | undefined;
}

/** Opens a case of any kind; the person is locked. @throws Refusal appeal-open, origin-consent-required */
export async function openAppeal(tx: Tx, deps: AppealDeps, opened: Opened): Promise<AppealRow> {
  const { personId, kind, contested, lane, departure } = opened;
  await requireNoneOpen(tx, opened);
  const now = deps.clock.now();
  const appealId = newId(now);
  const dueAt = dueOf(deps, opened);
  await tx
    .insertInto('appeal')
    .values({
      person_id: personId,
      appeal_id: appealId,
      number: caseNumber(kind, appealId, now),
      kind,
      ground: opened.ground,
      lane: lane.lane,
      lane_note: lane.note,
      state: 'open',
      division: await divisionOf(tx, deps, personId),
      decision_id: contested.decision.decisionId,
      rule_id: contested.ruleId,
      fact_id: contested.fact?.id ?? null,
      fact_source: contested.fact?.source ?? null,
      fact_kind: contested.fact?.kind ?? null,
      statement_sealed: deps.seal.seal('appeal', opened.statement),
      departs_at: departure === undefined ? null : new Date(departure.departsAt),
      departure_sealed: departure === undefined ? null : deps.seal.seal('appeal', JSON.stringify(departure)),
      filed_by: opened.filedBy ?? null,
      filed_at: now,
      due_at: dueAt,
      look_at: dueAt,
    })
    .execute();
  await tx.insertInto('appeal_person').values({ appeal_id: appealId, person_id: personId }).execute();
  const row = await requireAppeal(tx, personId, appealId);
  if (contested.fact !== null && kind !== 'release') {
    await askSource(tx, deps, row, contested.fact, opened.originConsent);
  }
  const details = { caseNumber: row.number, at: dueAt.toISOString() };
  await tell(tx, deps, { personId, kind: 'appeal-received', subjectId: appealId, details });
  return requireAppeal(tx, personId, appealId);
}

async function requireNoneOpen(tx: Tx, { personId, kind, contested }: Opened): Promise<void> {
  const open = await tx
    .selectFrom('appeal')
    .select(['kind', 'fact_id', 'rule_id'])
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
  const same = open.some(
    (row) => row.kind === kind && row.fact_id === (contested.fact?.id ?? null) && row.rule_id === contested.ruleId,
  );
  if (same || open.length >= mostOpen) throw new Refusal('appeal-open');
}

/** When it is answered at the latest; an urgent one before the departure. */
function dueOf({ clock, province }: AppealDeps, { kind, lane, departure }: Opened): Date {
  const { answerHours, greenAnswerHours, urgentAnswerMinutes } = province.appeal;
  const now = clock.now();
  if (lane.lane === 'urgent' && departure !== undefined) {
    const urgent = addSeconds(now, urgentAnswerMinutes * 60);
    const departs = new Date(departure.departsAt);
    return urgent < departs ? urgent : departs;
  }
  return addSeconds(now, (kind === 'release' ? greenAnswerHours : answerHours) * 3600);
}

/** SS for 申诉, FH for 复核, ZL for 转绿; the day; the end of the id, which is random. */
function caseNumber(kind: schemas.AppealKind, appealId: string, now: Date): string {
  const prefix = { appeal: 'SS', review: 'FH', release: 'ZL' }[kind];
  return `${prefix}-${dayOf(now).replaceAll('-', '')}-${appealId.slice(-8).toUpperCase()}`;
}

/** Whoever lives elsewhere, or nobody knows where, belongs to the province as a whole. */
export async function divisionOf(
  tx: Tx,
  deps: Pick<AppealDeps, 'province' | 'seal'>,
  personId: string,
): Promise<string> {
  const { residenceDivision } = await personCard(tx, deps, personId);
  const { division } = deps.province;
  return residenceDivision !== null && coversDivision(division, residenceDivision) ? residenceDivision : division;
}
