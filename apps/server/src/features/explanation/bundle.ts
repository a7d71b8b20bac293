import type { schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { currentDecision, reevaluate } from '../decision/index.ts';
import { packStoredAs, type StoredPack } from '../policy/index.ts';
import type { ExplanationDeps } from './explain.ts';

/**
 * All that a person's current decision was made from, for whoever wants to make it again.
 * @throws Refusal no-decision-yet, decision-inputs-not-kept
 */
export async function decisionBundle(deps: ExplanationDeps, personId: string): Promise<schemas.DecisionBundle> {
  const current = await currentDecision(deps.db, personId);
  if (current === undefined) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  const made = await reevaluate(deps.db, deps, personId, current.decisionId);
  if (made === undefined) throw new Refusal('decision-inputs-not-kept');
  const { id, version } = made.compiled.pack;
  const { pack, valueSets } = (await packStoredAs(deps.db, id, version)).content as StoredPack;
  return {
    form: 'tongxing-decision-1',
    decisionId: current.decisionId,
    at: toEdge(current.decidedAt),
    outcome: made.stored,
    sha256: made.hash.toString('base64url'),
    pack,
    valueSets: Object.fromEntries(Object.entries(valueSets).map(([name, values]) => [name, [...values]])),
    facts: [...made.facts],
    reference: made.reference,
    previous: made.previous,
  };
}
