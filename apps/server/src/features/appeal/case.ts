import type { schemas } from '@tongxing/contract';
import type { Decision, Fact } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { outcomesOf } from '../decision/index.ts';
import { currentFacts, factsByIds } from '../facts/index.ts';
import { personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import type { AppealDeps } from './deps.ts';
import { describeAppeal } from './describe.ts';
import { lockForStaff, sourceOf, type AppealRow } from './store.ts';

/**
 * Everything a reviewer decides on: what the person wrote, the decision with its stored inputs and how each rule read them, and the
 * records that stand now. That it was seen is recorded for the person. @throws Refusal not-found
 */
export async function readCase(
  tx: Tx,
  deps: AppealDeps,
  staff: StaffPrincipal,
  appealId: string,
): Promise<schemas.AppealCase> {
  const row = await lockForStaff(tx, staff, appealId);
  const personId = row.person_id;
  await recordStaffAccess(tx, deps, {
    staff,
    personId,
    purpose: 'appeal-review',
    seen: ['identity', 'colour', 'reasons', 'facts', 'appeal'],
    reference: row.number,
  });
  const { maskedName, lastFour } = await personCard(tx, deps, personId);
  const source = await sourceOf(tx, row);
  const open = (sealed: Buffer | null | undefined) =>
    sealed === null || sealed === undefined ? null : deps.seal.open('appeal', sealed);
  const departure = open(row.departure_sealed);
  return {
    appeal: await describeAppeal(tx, deps, row),
    division: row.division,
    maskedName,
    lastFour,
    statement: deps.seal.open('appeal', row.statement_sealed),
    departure: departure === null ? null : (JSON.parse(departure) as unknown),
    sourceText: open(source?.text_sealed),
    decision: await describeDecision(tx, row),
    facts: (await currentFacts(tx, personId)).map(describeFact),
  };
}

async function describeDecision(tx: Tx, row: AppealRow): Promise<schemas.AppealCase['decision']> {
  const decisionId = row.decision_id;
  const outcome = (await outcomesOf(tx, [{ personId: row.person_id, decisionId }])).get(decisionId);
  if (outcome === undefined) return null;
  const ids = new Set(outcome.reasons.flatMap(({ facts }) => facts.map(({ id }) => id)));
  return {
    decisionId,
    colour: outcome.colour,
    decidedAt: toEdge(new Date(outcome.decidedAt)),
    pack: { id: outcome.packId, version: outcome.packVersion },
    reasons: outcome.reasons.map(describeReason),
    unknown: outcome.unknown.map(({ input, source, lastReceivedAt }) => ({
      input,
      source,
      lastReceivedAt: lastReceivedAt === null ? null : toEdge(new Date(lastReceivedAt)),
    })),
    facts: (await factsByIds(tx, row.person_id, [...ids])).map(describeFact),
  };
}

function describeReason({ ruleId, reason, facts, trace }: Decision['reasons'][number]) {
  return { ruleId, text: reason, factIds: facts.map(({ id }) => id), trace };
}

function describeFact({ id, kind, source, observedAt, receivedAt, data }: Fact) {
  return {
    id,
    kind,
    source,
    observedAt: toEdge(new Date(observedAt)),
    receivedAt: toEdge(new Date(receivedAt)),
    data,
  };
}
