import { canonicalJson, decide, type Decision, type Fact, type Reference } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import { currentFactsOf, latestPublication, type RiskPublication } from '../facts/index.ts';
import { lockPeople } from '../identity/index.ts';
import { holdRelease, type PackSource, type Purpose } from '../policy/index.ts';
import { commitAll } from '../transparency/index.ts';
import {
  committedValue,
  currentDecisions,
  storeDecisions,
  storeDues,
  type CurrentDecision,
  type Decided,
} from './store.ts';

export interface ColourChange {
  readonly personId: string;
  readonly from: string | null;
  readonly to: string;
  readonly decisionId: string;
}

export interface DecisionDeps extends Pick<NodeContext, 'db' | 'clock' | 'log'> {
  readonly packs: PackSource;
  /** Told in the same transaction, so that no strip outlives the colour it shows. */
  readonly coloursChanged: (tx: Tx, changes: readonly ColourChange[]) => Promise<void>;
}

/** {@link decidePeople} for one person, in a transaction of its own. */
export async function decidePerson(deps: DecisionDeps, personId: string, purpose?: Purpose): Promise<CurrentDecision> {
  const judged = await transact(deps.db, (tx) => decidePeople(tx, deps, [personId], purpose));
  return judged.get(personId)?.decision as CurrentDecision;
}

export interface Judged {
  /** What the rules say now. */
  readonly outcome: Decision;
  /** The decision that stands; undefined where the outcome was not to be kept and there is no earlier one. */
  readonly decision: CurrentDecision | undefined;
}

/**
 * Decides people's colours from the facts that stand now. The decisions are stored with their inputs and committed to the log in the
 * caller's transaction; where nothing but the clock has changed, only the next instant to look at the person again is.
 * @param keep which outcomes become decisions; of the others nothing is stored, and nothing changes for the person
 */
export async function decidePeople(
  tx: Tx,
  deps: DecisionDeps,
  personIds: readonly string[],
  purpose?: Purpose,
  keep: (outcome: Decision) => boolean = () => true,
): Promise<ReadonlyMap<string, Judged>> {
  await holdRelease(tx);
  await lockPeople(tx, personIds);
  const at = deps.clock.now();
  const inputs = await readInputs(tx, personIds);
  const inForce = await deps.packs.packsAt(tx, at);
  const judged = new Map<string, Judged>();
  const fresh: Omit<Decided, 'commitmentId'>[] = [];
  const unchanged: { personId: string; dueAt: Date }[] = [];
  for (const personId of personIds) {
    const current = inputs.decisions.get(personId);
    const asked = purpose ?? current?.purpose ?? 'resident';
    const facts = inputs.facts.get(personId) ?? [];
    const previous = current?.purpose === asked ? current.outcome : undefined;
    const pack = inForce.packFor(asked, residenceIn(facts));
    const outcome = decide(pack, facts, inputs.reference, at.toISOString(), previous);
    const dueAt = earlier(new Date(outcome.nextChangeAt), inForce.until);
    const hash = sha256(canonicalJson(substance(outcome)));
    if (!keep(outcome)) judged.set(personId, { outcome, decision: current });
    else if (current !== undefined && current.purpose === asked && current.hash.equals(hash)) {
      unchanged.push({ personId, dueAt });
      judged.set(personId, { outcome, decision: { ...current, dueAt } });
    } else {
      const decision = { decisionId: newId(at), purpose: asked, outcome, hash, decidedAt: at, dueAt };
      const { publicationId } = inputs;
      fresh.push({ personId, decision, factIds: facts.map((fact) => fact.id), publicationId });
      judged.set(personId, { outcome, decision });
    }
  }
  await storeDues(tx, unchanged);
  await storeFresh(tx, deps, fresh, inputs.decisions);
  return judged;
}

async function storeFresh(
  tx: Tx,
  deps: DecisionDeps,
  fresh: readonly Omit<Decided, 'commitmentId'>[],
  earlier: ReadonlyMap<string, CurrentDecision>,
): Promise<void> {
  if (fresh.length === 0) return;
  const values = fresh.map(({ decision }) => committedValue(decision.decisionId, decision.outcome));
  const commitmentIds = await commitAll(tx, deps, 'decision', values);
  const decided = fresh.map((entry, position) => ({ ...entry, commitmentId: commitmentIds[position] as string }));
  await storeDecisions(tx, decided);
  const changes = fresh.flatMap(({ personId, decision: { decisionId, outcome } }) => {
    const from = earlier.get(personId)?.outcome.colour ?? null;
    return from === outcome.colour ? [] : [{ personId, from, to: outcome.colour, decisionId }];
  });
  if (changes.length > 0) await deps.coloursChanged(tx, changes);
}

/**
 * What would be decided for a purpose at an instant, if nothing more were heard until then. Nothing is stored and nothing changes for
 * the person.
 */
export async function outlookFor(
  deps: Pick<DecisionDeps, 'db' | 'packs'>,
  personId: string,
  purpose: Purpose,
  at: Date,
): Promise<Decision> {
  const { decisions, facts, reference } = await readInputs(deps.db, [personId]);
  const current = decisions.get(personId);
  const previous = current?.purpose === purpose ? current.outcome : undefined;
  const known = facts.get(personId) ?? [];
  const pack = await deps.packs.packFor(deps.db, purpose, at, residenceIn(known));
  return decide(pack, known, reference, at.toISOString(), previous);
}

/** Where the registry says a person lives: whose rules are hers. */
function residenceIn(facts: readonly Fact[]): string | null {
  const residence = facts.findLast(({ kind }) => kind === 'residence');
  return residence === undefined ? null : (residence.data as { division: string }).division;
}

/** A decision is looked at again when another release takes over, at the latest. */
function earlier(dueAt: Date, takenOver: Date | undefined): Date {
  return takenOver !== undefined && takenOver < dueAt ? takenOver : dueAt;
}

async function readInputs(read: Read, personIds: readonly string[]) {
  const decisions = await currentDecisions(read, personIds);
  const facts = await currentFactsOf(read, personIds);
  const publication = await latestPublication(read);
  return {
    decisions,
    facts,
    publicationId: publication?.publicationId ?? null,
    reference: publication === undefined ? null : referenceOf(publication),
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
