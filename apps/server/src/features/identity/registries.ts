import { people } from '@tongxing/contract';
import { Refusal } from '../../platform/refusal.ts';
import type { Claim } from './claim.ts';
import type { ExitEntryRegistry, PopulationRegistry } from './ports.ts';

export interface Registries {
  readonly registry: PopulationRegistry;
  readonly exitEntry: ExitEntryRegistry;
}

/** What a registry confirmed. */
export interface Confirmed extends Claim {
  readonly residenceDivision: string | null;
  /** Other documents of the same person, as the registry knows them. */
  readonly samePerson: readonly people.DocumentReference[];
}

/** Asks the registry of this type of document. @throws Refusal identity-mismatch, registry-unavailable */
export async function confirmIdentity(deps: Registries, claim: Claim): Promise<Confirmed> {
  const residents = people.definitionOf(claim.documentType).registry === 'population';
  const answer = await answered(async () => {
    if (!residents) return { residenceDivision: null, samePerson: [], ...(await deps.exitEntry.verify(claim)) };
    const { documentType, documentNumber, name } = claim;
    const said = await deps.registry.verify({ documentType, documentNumber, name });
    return { residenceDivision: null, samePerson: [], ...said };
  });
  if (!answer.match) throw new Refusal('identity-mismatch');
  const { residenceDivision, samePerson } = answer;
  return { ...claim, residenceDivision, samePerson };
}

/** A registry that does not answer says nothing about anybody. @throws Refusal registry-unavailable */
export async function answered<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('registry-unavailable', { retryAfterSeconds: 60 });
  }
}
