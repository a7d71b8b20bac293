import { canonicalJson, decide, type CompiledPack, type Decision, type Fact, type Reference } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { factsByIds, publicationOf } from '../facts/index.ts';
import type { PackSource } from '../policy/index.ts';
import { factOfStored, previousOf, type DecisionInputs } from './inputs.ts';
import { referenceOf } from './read-inputs.ts';

/** A decision made again from what it was made from, by the pack of its day. */
export interface Reevaluation {
  readonly stored: Decision;
  /** What the rules say of the stored inputs. */
  readonly outcome: Decision;
  /** SHA-256 of the stored decision as canonical JSON. */
  readonly hash: Buffer;
  /** Whether it came out as it is stored, to the last value. */
  readonly matches: boolean;
  readonly compiled: CompiledPack;
  readonly facts: readonly Fact[];
  readonly reference: Reference | null;
  readonly previous: Decision | null;
}

/**
 * Makes a decision again: with the facts, reports, list of areas, earlier decision and pack it was made from.
 * @returns undefined where there is no such decision, or it was made before inputs were kept
 */
export async function reevaluate(
  read: Read,
  { packs }: { readonly packs: Pick<PackSource, 'packsOf'> },
  personId: string,
  decisionId: string,
): Promise<Reevaluation | undefined> {
  const row = await read
    .selectFrom('decision')
    .select(['outcome', 'outcome_hash', 'fact_ids', 'inputs', 'decided_at'])
    .where('person_id', '=', personId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (row === undefined || row.inputs === null || row.outcome_hash === null) return undefined;
  const inputs = row.inputs as Omit<DecisionInputs, 'factIds'>;
  const stored = row.outcome as Decision;
  const facts = [...inputs.reports.map(factOfStored), ...(await factsByIds(read, personId, row.fact_ids))];
  const reference = await referenceIn(read, inputs);
  const previous = await previousIn(read, personId, inputs);
  const [compiled] = await packs.packsOf(read, { packs: [inputs.pack] });
  const outcome = decide(compiled!, facts, reference, row.decided_at.toISOString(), previous ?? undefined);
  const hash = sha256(canonicalJson(stored));
  const again = sha256(canonicalJson(outcome));
  const matches = hash.equals(row.outcome_hash) && again.equals(row.outcome_hash);
  return { stored, outcome, hash: row.outcome_hash, matches, compiled: compiled!, facts, reference, previous };
}

async function referenceIn(read: Read, { reference }: Pick<DecisionInputs, 'reference'>): Promise<Reference | null> {
  if (reference === null) return null;
  const publication = await publicationOf(read, reference.publicationId);
  if (publication === undefined) return null;
  return referenceOf({ areas: publication.areas, receivedAt: new Date(reference.receivedAt) });
}

async function previousIn(
  read: Read,
  personId: string,
  { previous }: Pick<DecisionInputs, 'previous'>,
): Promise<Decision | null> {
  if (previous === null) return null;
  const row = await read
    .selectFrom('decision')
    .select('outcome')
    .where('person_id', '=', personId)
    .where('decision_id', '=', previous.decisionId)
    .executeTakeFirst();
  return row === undefined ? null : previousOf(row.outcome as Decision, new Date(previous.confirmedAt));
}
