import { decide, divisionAt, type CompiledPack, type Decision } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import type { Purpose } from '../policy/index.ts';
import { previousFor, readEvidence, residenceIn } from './read-inputs.ts';

/** What judges somebody, by purpose and the division she lives in; undefined where nothing does at that instant: her colour stays. */
export type Judge = (purpose: Purpose, division: string | null) => CompiledPack | undefined;

export interface Compared {
  readonly personId: string;
  /** The city she lives in; null elsewhere, or where nobody knows. */
  readonly city: string | null;
  readonly before: Decision;
  readonly after: Decision;
}

/**
 * What two sets of rules would say of people at an instant, from the facts that stand. Nothing is stored and nothing changes for
 * anybody. Of whom nothing was decided yet is left out.
 */
export async function compareDecisions(
  read: Read,
  personIds: readonly string[],
  at: Date,
  judges: { readonly before: Judge; readonly after: Judge },
): Promise<Compared[]> {
  const evidence = await readEvidence(read, personIds);
  return personIds.flatMap((personId) => {
    const current = evidence.decisions.get(personId);
    if (current === undefined) return [];
    const { purpose, outcome } = current;
    const facts = evidence.facts.get(personId) ?? [];
    const residence = residenceIn(facts);
    const previous = previousFor(evidence, personId, purpose);
    const judge = (by: Judge) => {
      const pack = by(purpose, residence);
      return pack === undefined ? outcome : decide(pack, facts, evidence.reference, at.toISOString(), previous);
    };
    const city = residence === null ? null : divisionAt(residence, 'city');
    return [{ personId, city, before: judge(judges.before), after: judge(judges.after) }];
  });
}
