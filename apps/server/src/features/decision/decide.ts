import { canonicalJson, decide, type Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { lockPeople } from '../identity/index.ts';
import { holdRelease, type PackSource, type Purpose } from '../policy/index.ts';
import { commitTexts } from '../transparency/index.ts';
import { inputsFrom, previousFor, readEvidence, residenceIn } from './read-inputs.ts';
import { committedText, storeCourses, storeDecisions, type CurrentDecision, type Decided } from './store.ts';
import { courseOf, substanceHash } from './substance.ts';

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
  /** Told of every decision in the transaction that stores it: reasons change also where the colour does not. */
  readonly decisionsMade?: (
    tx: Tx,
    made: readonly { readonly personId: string; readonly outcome: Decision }[],
  ) => Promise<void>;
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
 * caller's transaction; where nothing but the clock has changed, only how it goes on from here is.
 * @param keep which outcomes become decisions; of the others nothing is stored, and nothing changes for the person
 */
export async function decidePeople(
  tx: Tx,
  deps: DecisionDeps,
  personIds: readonly string[],
  purpose?: Purpose,
  keep: (outcome: Decision, current: CurrentDecision | undefined) => boolean = () => true,
): Promise<ReadonlyMap<string, Judged>> {
  await holdRelease(tx);
  await lockPeople(tx, personIds);
  const at = deps.clock.now();
  const evidence = await readEvidence(tx, personIds);
  const inForce = await deps.packs.packsAt(tx, at);
  const judged = new Map<string, Judged>();
  const fresh: Omit<Decided, 'commitmentId'>[] = [];
  const unchanged: Parameters<typeof storeCourses>[1][number][] = [];
  for (const personId of personIds) {
    const current = evidence.decisions.get(personId);
    const asked = purpose ?? current?.purpose ?? 'resident';
    const facts = evidence.facts.get(personId) ?? [];
    const pack = inForce.packFor(asked, residenceIn(facts));
    const previous = previousFor(evidence, personId, asked);
    const outcome = decide(pack, facts, evidence.reference, at.toISOString(), previous);
    const course = courseOf(outcome, inForce.until);
    const hash = substanceHash(outcome, facts);
    if (!keep(outcome, current)) judged.set(personId, { outcome, decision: current });
    else if (current !== undefined && current.purpose === asked && current.substanceHash.equals(hash)) {
      unchanged.push({ personId, course });
      judged.set(personId, { outcome, decision: { ...current, course } });
    } else {
      const decisionId = newId(at);
      const decision = { decisionId, purpose: asked, outcome, decidedAt: at, substanceHash: hash, course };
      const { id, version } = pack.pack;
      const inputs = inputsFrom(evidence, personId, asked, { id, version });
      fresh.push({ personId, decision, inputs, canonicalOutcome: canonicalJson(outcome) });
      judged.set(personId, { outcome, decision });
    }
  }
  await storeCourses(tx, unchanged);
  await storeFresh(tx, deps, fresh, evidence.decisions);
  return judged;
}

async function storeFresh(
  tx: Tx,
  deps: DecisionDeps,
  fresh: readonly Omit<Decided, 'commitmentId'>[],
  earlier: ReadonlyMap<string, CurrentDecision>,
): Promise<void> {
  if (fresh.length === 0) return;
  const values = fresh.map(({ decision, canonicalOutcome }) => committedText(decision.decisionId, canonicalOutcome));
  const commitmentIds = await commitTexts(tx, deps, 'decision', values);
  const decided = fresh.map((entry, position) => ({ ...entry, commitmentId: commitmentIds[position] as string }));
  await storeDecisions(tx, decided);
  const changes = fresh.flatMap(({ personId, decision: { decisionId, outcome } }) => {
    const from = earlier.get(personId)?.outcome.colour ?? null;
    return from === outcome.colour ? [] : [{ personId, from, to: outcome.colour, decisionId }];
  });
  if (changes.length > 0) await deps.coloursChanged(tx, changes);
  await deps.decisionsMade?.(
    tx,
    fresh.map(({ personId, decision }) => ({ personId, outcome: decision.outcome })),
  );
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
  const evidence = await readEvidence(deps.db, [personId]);
  const facts = evidence.facts.get(personId) ?? [];
  const pack = await deps.packs.packFor(deps.db, purpose, at, residenceIn(facts));
  const previous = previousFor(evidence, personId, purpose);
  return decide(pack, facts, evidence.reference, at.toISOString(), previous);
}
