import type { schemas } from '@tongxing/contract';
import type { Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { currentDecision, reevaluate, withLatestReports, type CurrentDecision } from '../decision/index.ts';
import { factsByIds } from '../facts/index.ts';
import type { PackSource } from '../policy/index.ts';
import { actionsFor } from './actions.ts';
import { factInWords, type Audience } from './fact-in-words.ts';
import { standingInWords, summaryOf } from './summary.ts';
import { toGreen } from './to-green.ts';
import { unknownInWords } from './unknown-in-words.ts';

export interface ExplanationDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions'> {
  readonly packs: PackSource;
}

/**
 * Why a person has her colour, and what would make it green, from what was stored with the decision and what is known now.
 * @throws Refusal no-decision-yet
 */
export async function explainPerson(
  deps: ExplanationDeps,
  personId: string,
  audience: Audience,
): Promise<schemas.Explanation> {
  const explanation = await explainIfDecided(deps, personId, audience);
  if (explanation === null) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  return explanation;
}

/** {@link explainPerson}; null where nothing has been decided. */
export async function explainIfDecided(
  deps: ExplanationDeps,
  personId: string,
  audience: Audience,
): Promise<schemas.Explanation | null> {
  const current = await currentDecision(deps.db, personId);
  if (current === undefined) return null;
  const now = deps.clock.now();
  const outcome = (await withLatestReports(deps.db, new Map([[personId, current.outcome]]), now)).get(personId)!;
  const reasons = await reasonsInWords(deps, personId, outcome, audience, now);
  const ways = await toGreen(deps, personId, current, reasons, now);
  const { province } = deps;
  return {
    colour: outcome.colour,
    decisionId: current.decisionId,
    decidedAt: toEdge(new Date(outcome.decidedAt)),
    purpose: current.purpose,
    pack: { id: outcome.packId, version: outcome.packVersion },
    summary: summaryOf(outcome, ways),
    reasons,
    unknown: outcome.unknown.map((missing) => unknownInWords(missing, outcome, now)),
    standing: standingInWords(outcome, current.course.standsUntil),
    nextChangeAt: toEdgeOrNull(current.course.dueAt),
    actions: actionsFor(province.guidance, outcome),
    toGreen: ways,
    evidence: await evidenceOf(deps, personId, current),
    contest: { text: province.contest, hotline: province.hotline },
  };
}

async function reasonsInWords(
  deps: ExplanationDeps,
  personId: string,
  { reasons }: Decision,
  audience: Audience,
  now: Date,
): Promise<schemas.ExplainedReason[]> {
  const ids = reasons.flatMap(({ facts }) => facts.map(({ id }) => id));
  const known = new Map((await factsByIds(deps.db, personId, [...new Set(ids)])).map((fact) => [fact.id, fact]));
  return reasons.map(({ ruleId, colour, reason, authority, documentNumber, until, release, facts }) => ({
    ruleId,
    colour,
    text: reason,
    authority,
    documentNumber,
    until: until === null ? null : toEdge(new Date(until)),
    release,
    facts: factInWords(deps.divisions, facts, known, audience, now),
  }));
}

/** Whether the decision comes out the same when it is made again from what was stored with it. */
async function evidenceOf(
  deps: ExplanationDeps,
  personId: string,
  { decisionId }: CurrentDecision,
): Promise<schemas.Explanation['evidence']> {
  const again = await reevaluate(deps.db, deps, personId, decisionId);
  if (again === undefined) return { sha256: null, reproduced: null };
  return { sha256: again.hash.toString('base64url'), reproduced: again.matches };
}
