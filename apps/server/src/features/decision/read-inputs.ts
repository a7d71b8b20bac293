import type { Decision, Fact, Reference } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { currentFactsOf, latestPublication, type RiskPublication } from '../facts/index.ts';
import type { Purpose } from '../policy/index.ts';
import { previousOf, storedReports, type DecisionInputs } from './inputs.ts';
import { currentDecisions, type CurrentDecision, type DecisionHead } from './store.ts';

/** All that decisions about some people are made from now, beside rules and clock. */
export interface Evidence<Earlier extends DecisionHead = CurrentDecision> {
  readonly decisions: ReadonlyMap<string, Earlier>;
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly publicationId: string | null;
  readonly reference: Reference | null;
}

export async function readEvidence(read: Read, personIds: readonly string[]): Promise<Evidence> {
  return evidenceBeside(read, personIds, await currentDecisions(read, personIds));
}

/** The evidence about some people beside what is known of their current decisions. */
export async function evidenceBeside<Earlier extends DecisionHead>(
  read: Read,
  personIds: readonly string[],
  decisions: ReadonlyMap<string, Earlier>,
): Promise<Evidence<Earlier>> {
  const facts = await currentFactsOf(read, personIds);
  const publication = await latestPublication(read);
  return {
    decisions,
    facts,
    publicationId: publication?.publicationId ?? null,
    reference: publication === undefined ? null : referenceOf(publication),
  };
}

/** A publication as the rules read it. */
export function referenceOf({ receivedAt, areas }: Pick<RiskPublication, 'receivedAt' | 'areas'>): Reference {
  const riskAreas = areas.map(({ name: _name, ...area }) => area);
  return { receivedAt: receivedAt.toISOString(), riskAreas };
}

/** Where the registry says a person lives: whose rules are hers. */
export function residenceIn(facts: readonly Fact[]): string | null {
  const residence = facts.findLast(({ kind }) => kind === 'residence');
  return residence === undefined ? null : (residence.data as { division: string }).division;
}

/** The earlier decision that the rules are shown: one that was made for the same purpose. */
export function previousFor(evidence: Evidence, personId: string, purpose: Purpose): Decision | undefined {
  const current = evidence.decisions.get(personId);
  return current?.purpose === purpose ? previousOf(current.outcome, current.course.confirmedAt) : undefined;
}

/** What is written down of the evidence with a decision. */
export function inputsFrom(
  evidence: Evidence<DecisionHead>,
  personId: string,
  purpose: Purpose,
  pack: DecisionInputs['pack'],
): DecisionInputs {
  const facts = evidence.facts.get(personId) ?? [];
  const current = evidence.decisions.get(personId);
  const { publicationId, reference } = evidence;
  return {
    factIds: facts.filter(({ kind }) => kind !== 'source-report').map(({ id }) => id),
    reports: storedReports(facts),
    reference: reference === null ? null : { publicationId: publicationId!, receivedAt: reference.receivedAt },
    previous:
      current?.purpose === purpose
        ? { decisionId: current.decisionId, confirmedAt: current.course.confirmedAt.toISOString() }
        : null,
    pack,
  };
}

/** What would be judged about a person now. */
export async function evidenceNow(
  read: Read,
  personId: string,
): Promise<{
  readonly facts: readonly Fact[];
  readonly reference: Reference | null;
  readonly residence: string | null;
}> {
  const { facts: all, reference } = await readEvidence(read, [personId]);
  const facts = all.get(personId) ?? [];
  return { facts, reference, residence: residenceIn(facts) };
}
