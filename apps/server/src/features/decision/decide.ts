import { decide, type Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { lockPeople } from '../identity/index.ts';
import { holdRelease, type PackSource, type Purpose } from '../policy/index.ts';
import { commitTexts } from '../transparency/index.ts';
import { previousOf } from './inputs.ts';
import { outcomesOf } from './outcomes.ts';
import { evidenceBeside, inputsFrom, previousFor, readEvidence, residenceIn, type Evidence } from './read-inputs.ts';
import { committed, decisionHeads, storeCourses, storeDecisions, type Decided, type DecisionHead } from './store.ts';
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
export async function decidePerson(deps: DecisionDeps, personId: string, purpose?: Purpose): Promise<DecisionHead> {
  const judged = await transact(deps.db, (tx) => decidePeople(tx, deps, [personId], purpose));
  return judged.get(personId)?.decision as DecisionHead;
}

export interface Judged {
  /** What the rules say now. */
  readonly outcome: Decision;
  /** The decision that stands; undefined where the outcome was not to be kept and there is no earlier one. */
  readonly decision: DecisionHead | undefined;
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
  keep: (outcome: Decision, current: DecisionHead | undefined) => boolean = () => true,
): Promise<ReadonlyMap<string, Judged>> {
  await holdRelease(tx);
  await lockPeople(tx, personIds);
  const at = deps.clock.now();
  const evidence = await evidenceBeside(tx, personIds, await decisionHeads(tx, personIds));
  const inForce = await deps.packs.packsAt(tx, at);
  const looks = personIds.map((personId) => {
    const asked = purpose ?? evidence.decisions.get(personId)?.purpose ?? 'resident';
    const facts = evidence.facts.get(personId) ?? [];
    const pack = inForce.packFor(asked, residenceIn(facts));
    const judge = (previous?: Decision) => decide(pack, facts, evidence.reference, at.toISOString(), previous);
    return { personId, asked, facts, pack, judge, outcome: judge() };
  });
  const earlier = await earlierOutcomes(tx, evidence, looks);
  const judged = new Map<string, Judged>();
  const fresh: Omit<Decided, 'commitmentId'>[] = [];
  const unchanged: Parameters<typeof storeCourses>[1][number][] = [];
  for (const { personId, asked, facts, pack, judge, outcome: alone } of looks) {
    const current = evidence.decisions.get(personId);
    const previous = earlier.get(personId);
    const outcome = previous === undefined ? alone : judge(previous);
    const course = courseOf(outcome, inForce.until);
    const hash = substanceHash(outcome, facts);
    if (!keep(outcome, current)) judged.set(personId, { outcome, decision: current });
    else if (current !== undefined && current.purpose === asked && current.substanceHash.equals(hash)) {
      unchanged.push({ personId, course });
      judged.set(personId, { outcome, decision: { ...current, course } });
    } else {
      const decisionId = newId(at);
      const { colour } = outcome;
      const decision = { decisionId, purpose: asked, colour, outcome, decidedAt: at, substanceHash: hash, course };
      const { id, version } = pack.pack;
      const inputs = inputsFrom(evidence, personId, asked, { id, version });
      fresh.push({ personId, decision, inputs, ...committed(decisionId, outcome) });
      judged.set(personId, { outcome, decision });
    }
  }
  await storeCourses(tx, unchanged);
  await storeFresh(tx, deps, fresh, evidence.decisions);
  return judged;
}

/**
 * The earlier decisions of those for whom the rules have no answer now, as the rules are shown them: for anybody else they make no
 * difference, so that nobody else's are read.
 */
async function earlierOutcomes(
  tx: Tx,
  { decisions }: Evidence<DecisionHead>,
  looks: readonly { readonly personId: string; readonly asked: Purpose; readonly outcome: Decision }[],
): Promise<ReadonlyMap<string, Decision>> {
  const waiting = looks.flatMap(({ personId, asked, outcome }) => {
    const current = decisions.get(personId);
    return outcome.colour === 'pending' && current?.purpose === asked ? [{ personId, current }] : [];
  });
  const outcomes = await outcomesOf(
    tx,
    waiting.map(({ personId, current }) => ({ personId, decisionId: current.decisionId })),
  );
  return new Map(
    waiting.map(({ personId, current: { decisionId, course } }) => [
      personId,
      previousOf(outcomes.get(decisionId) as Decision, course.confirmedAt),
    ]),
  );
}

async function storeFresh(
  tx: Tx,
  deps: DecisionDeps,
  fresh: readonly Omit<Decided, 'commitmentId'>[],
  earlier: ReadonlyMap<string, DecisionHead>,
): Promise<void> {
  if (fresh.length === 0) return;
  const values = fresh.map(({ committedBytes }) => committedBytes);
  const commitmentIds = await commitTexts(tx, deps, 'decision', values);
  const decided = fresh.map((entry, position) => ({ ...entry, commitmentId: commitmentIds[position] as string }));
  await storeDecisions(tx, decided);
  const changes = fresh.flatMap(({ personId, decision: { decisionId, outcome } }) => {
    const from = earlier.get(personId)?.colour ?? null;
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
