import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { node } from './node';

/** What she last declared, as far as it still counts. */
export interface Declared {
  readonly answers: schemas.HealthAnswers | undefined;
  readonly stays: readonly schemas.Stay[] | undefined;
}

interface RawFact {
  readonly kind: string;
  readonly data: unknown;
}

/** What the colour she has was decided from, as she declared it. */
export async function lastDeclared(): Promise<Declared> {
  try {
    const { facts } = await node().call(routes.getDecisionInputs, {});
    const dataOf = (kind: string) => (facts as RawFact[]).filter((fact) => fact.kind === kind).pop()?.data;
    const itinerary = dataOf('itinerary-declaration') as { stays: readonly schemas.Stay[] } | undefined;
    return {
      answers: dataOf('health-declaration') as schemas.HealthAnswers | undefined,
      stays: itinerary?.stays.map(({ division, from, to }) => ({ division, from, to })),
    };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet')
      return { answers: undefined, stays: undefined };
    throw error;
  }
}

/** Right after declaring the sources are still being asked; until they have been, the colour is the one of before. */
export async function settledColour(): Promise<true | undefined> {
  try {
    const { comparing } = await node().call(routes.getHealthInformation, {});
    return comparing ? undefined : true;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet') return undefined;
    throw error;
  }
}
