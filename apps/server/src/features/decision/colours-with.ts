import { decide, type Decision, type Fact } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import type { RiskPublication } from '../facts/index.ts';
import type { DecisionDeps } from './decide.ts';
import { previousFor, readEvidence, referenceOf, residenceIn } from './read-inputs.ts';

export type OutlookDeps = Pick<DecisionDeps, 'clock' | 'packs'>;

export interface ColourWith {
  /** The colour now; null before the first decision. */
  readonly from: Decision['colour'] | null;
  readonly to: Decision['colour'];
}

/**
 * What colour people would have now if these facts stood beside what is known of each of them, and these areas instead of those in
 * force. Nothing is stored, and nothing changes for anybody.
 */
export async function coloursWith(
  read: Read,
  deps: OutlookDeps,
  drafts: ReadonlyMap<string, readonly Fact[]>,
  areas?: Pick<RiskPublication, 'receivedAt' | 'areas'>,
): Promise<ReadonlyMap<string, ColourWith>> {
  const at = deps.clock.now();
  const evidence = await readEvidence(read, [...drafts.keys()]);
  const reference = areas === undefined ? evidence.reference : referenceOf(areas);
  const inForce = await deps.packs.packsAt(read, at);
  return new Map(
    [...drafts].map(([personId, added]) => {
      const current = evidence.decisions.get(personId);
      const purpose = current?.purpose ?? 'resident';
      const facts = evidence.facts.get(personId) ?? [];
      const pack = inForce.packFor(purpose, residenceIn(facts));
      const previous = previousFor(evidence, personId, purpose);
      const outcome = decide(pack, [...facts, ...added], reference, at.toISOString(), previous);
      return [personId, { from: current?.outcome.colour ?? null, to: outcome.colour }];
    }),
  );
}
