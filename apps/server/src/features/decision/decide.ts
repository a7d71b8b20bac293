import { canonicalJson, decide, type Decision, type Reference } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import { currentFacts, latestPublication, type RiskPublication } from '../facts/index.ts';
import type { PackSource, Purpose } from '../policy/index.ts';
import { commit } from '../transparency/index.ts';
import {
  committedValue,
  currentDecision,
  lockCurrent,
  storeDecision,
  storeDue,
  type CurrentDecision,
} from './store.ts';

export interface ColourChange {
  readonly personId: string;
  readonly decisionId: string;
  readonly from: string | null;
  readonly to: string;
}

export interface DecisionDeps extends Pick<NodeContext, 'db' | 'clock' | 'log'> {
  readonly packs: PackSource;
  /** Told in the same transaction, so that no strip outlives the colour it shows. */
  readonly colourChanged: (tx: Tx, change: ColourChange) => Promise<void>;
}

/**
 * Decides a person's colour from the facts that stand now. The decision is stored with its inputs and committed to the log in one
 * transaction; when nothing but the clock has changed, only the next instant to look at the person again is.
 */
export function decidePerson(deps: DecisionDeps, personId: string, purpose?: Purpose): Promise<CurrentDecision> {
  return transact(deps.db, async (tx) => {
    const current = await lockCurrent(tx, personId);
    const asked = purpose ?? current?.purpose ?? 'resident';
    const at = deps.clock.now();
    const { outcome, factIds, publicationId } = await judge(tx, deps, personId, asked, at, current);
    const dueAt = new Date(outcome.nextChangeAt);
    const hash = sha256(canonicalJson(substance(outcome)));
    if (current !== undefined && current.purpose === asked && current.hash.equals(hash)) {
      await storeDue(tx, personId, dueAt);
      return { ...current, dueAt };
    }
    const decisionId = newId(at);
    const commitmentId = await commit(tx, deps, 'decision', committedValue(decisionId, outcome));
    const decision: CurrentDecision = { decisionId, purpose: asked, outcome, hash, decidedAt: at, dueAt };
    await storeDecision(tx, personId, decision, { factIds, publicationId, commitmentId });
    if (current?.outcome.colour !== outcome.colour) {
      await deps.colourChanged(tx, {
        personId,
        decisionId,
        from: current?.outcome.colour ?? null,
        to: outcome.colour,
      });
    }
    return decision;
  });
}

/** What would be decided for a purpose now, or at a later instant if nothing more were heard. Nothing is stored and nothing changes for the person. */
export async function outlookFor(
  deps: Pick<DecisionDeps, 'db' | 'clock' | 'packs'>,
  personId: string,
  purpose: Purpose,
  at: Date = deps.clock.now(),
): Promise<Decision> {
  const current = await currentDecision(deps.db, personId);
  const { outcome } = await judge(deps.db, deps, personId, purpose, at, current);
  return outcome;
}

async function judge(
  read: Read,
  deps: Pick<DecisionDeps, 'packs'>,
  personId: string,
  purpose: Purpose,
  at: Date,
  current: CurrentDecision | undefined,
): Promise<{ outcome: Decision; factIds: string[]; publicationId: string | null }> {
  const pack = await deps.packs.packFor(read, purpose, at);
  const facts = await currentFacts(read, personId);
  const publication = await latestPublication(read);
  const reference = publication === undefined ? null : referenceOf(publication);
  const previous = current?.purpose === purpose ? current.outcome : undefined;
  return {
    outcome: decide(pack, facts, reference, at.toISOString(), previous),
    factIds: facts.map((fact) => fact.id),
    publicationId: publication?.publicationId ?? null,
  };
}

function referenceOf({ receivedAt, areas }: RiskPublication): Reference {
  const riskAreas = areas.map(({ name: _name, ...area }) => area);
  return { receivedAt: receivedAt.toISOString(), riskAreas };
}

/** What makes two decisions the same to the person: everything but when they were made and how long the facts have been known. */
function substance(outcome: Decision): unknown {
  return {
    colour: outcome.colour,
    pack: [outcome.packId, outcome.packVersion],
    standing: outcome.standing,
    reasons: outcome.reasons.map((reason) => [reason.ruleId, reason.until, reason.facts.map((fact) => fact.id)]),
    unknown: outcome.unknown.map((missing) => [missing.input, missing.source]),
  };
}
