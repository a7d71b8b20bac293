import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireParty } from '../approval/index.ts';
import { currentDecision, redecide } from '../decision/index.ts';
import { currentFacts, recordStatements } from '../facts/index.ts';
import { homesOf } from '../identity/index.ts';
import { logClearance } from './log.ts';

export type ClearDeps = Pick<NodeContext, 'clock' | 'seal' | 'province'>;

export interface Clearing {
  readonly personId: string;
  readonly ground: schemas.ClearanceOrder['ground'];
  /** Of the document on which it is done. */
  readonly orderNumber: string;
  readonly by: StaffPrincipal;
}

export type Cleared = schemas.ClearancesMade['clearances'][number];

/**
 * Clears one fact of a person in the caller's transaction: facts of that source and kind which say the same do not count for the
 * province's number of days, whoever says them again. One officer suffices, because a wrong colour does harm every hour; another
 * reviews it within the province's time. The person is decided anew as soon as the transaction commits.
 * @throws Refusal nothing-to-clear where no such fact stands, personnel-number-missing, approval-too-early
 */
export async function clearFact(tx: Tx, deps: ClearDeps, clearing: Clearing & { factId: string }): Promise<Cleared> {
  const facts = await currentFacts(tx, clearing.personId);
  const fact = facts.find(({ id, kind }) => id === clearing.factId && kind !== 'source-report' && kind !== 'clearance');
  if (fact === undefined) throw new Refusal('nothing-to-clear');
  const cleared = await clear(tx, deps, clearing, fact);
  await redecide(tx, [clearing.personId]);
  return cleared;
}

/**
 * {@link clearFact} for every fact that makes a person yellow or red now. What a person declared, where they live and negative tests are
 * left alone: none of it is ever wrong as a whole, and each can be named by its id.
 * @throws Refusal as {@link clearFact}
 */
export async function clearColour(tx: Tx, deps: ClearDeps, clearing: Clearing): Promise<Cleared[]> {
  const decision = await currentDecision(tx, clearing.personId);
  const behind = (decision?.outcome.reasons ?? [])
    .filter(({ colour }) => colour !== 'green')
    .flatMap((reason) => reason.facts.map(({ id }) => id));
  const facts = await currentFacts(tx, clearing.personId);
  const wrong = facts.filter((fact) => behind.includes(fact.id) && canColour(fact));
  if (wrong.length === 0) throw new Refusal('nothing-to-clear');
  const cleared: Cleared[] = [];
  for (const fact of wrong) cleared.push(await clear(tx, deps, clearing, fact));
  await redecide(tx, [clearing.personId]);
  return cleared;
}

const neverAlone: ReadonlySet<Fact['kind']> = new Set([
  'source-report',
  'clearance',
  'residence',
  'health-declaration',
  'itinerary-declaration',
  'itinerary-card',
  'vaccination',
  'movement-permit',
  'exemption',
]);

function canColour({ kind, data }: Fact): boolean {
  if (neverAlone.has(kind)) return false;
  return kind !== 'nat' || (data as { result?: unknown }).result !== 'negative';
}

async function clear(tx: Tx, deps: ClearDeps, clearing: Clearing, fact: Fact): Promise<Cleared> {
  const { personId, ground, orderNumber, by } = clearing;
  const clearedByPerson = requireParty(deps, by);
  const now = deps.clock.now();
  const { days, reviewHours } = deps.province.clearance;
  const clearanceId = newId(now);
  const until = addSeconds(now, days * 86_400);
  const reviewBy = addSeconds(now, reviewHours * 3600);
  const home = (await homesOf(tx, [personId])).get(personId) ?? null;
  const row = {
    person_id: personId,
    clearance_id: clearanceId,
    fact_id: fact.id,
    source: fact.source,
    fact_kind: fact.kind,
    division: home !== null && coversDivision(deps.province.division, home) ? home : deps.province.division,
    ground,
    order_number: orderNumber,
    cleared_by: by.staffId,
    cleared_by_person: clearedByPerson,
    cleared_at: now,
    until,
    review_by: reviewBy,
    state: 'to-review',
    reviewed_by: null,
    reviewed_at: null,
  };
  await tx.insertInto('clearance').values(row).execute();
  await tx.insertInto('clearance_person').values({ clearance_id: clearanceId, person_id: personId }).execute();
  const { source, kind } = fact;
  const data = { source, kind, data: fact.data, documentNumber: orderNumber, until: toEdge(until) };
  await recordStatements(tx, [
    { ...placeOf(personId, clearanceId), receivedAt: now, fact: { kind: 'clearance', observedAt: now, data } },
  ]);
  await logClearance(tx, deps, row, 'made', by.staffId);
  return { clearanceId, reviewBy: toEdge(reviewBy) };
}

/** Where the fact of a clearance stands among what is said of its person. */
export function placeOf(personId: string, clearanceId: string) {
  return { personId, source: 'control-office' as const, within: `clearance:${clearanceId}`, key: 'clearance' };
}
