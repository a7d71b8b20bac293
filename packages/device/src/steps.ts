import type { schemas } from '@tongxing/contract';
import type { DoorView, PersonAtDoor } from './session.ts';

export interface StepNow {
  readonly step: schemas.CheckStep;
  readonly person: PersonAtDoor;
}

/** The step to do now: each step with everybody before the one after it. Undefined when nothing is left to be done. */
export function stepOf(
  { people, gathering }: Pick<DoorView, 'people' | 'gathering'>,
  steps: readonly schemas.CheckStep[],
): StepNow | undefined {
  if (gathering) return undefined;
  // What the basis asks for beside the steps of the place comes after them, as in the judgement.
  const order = new Set<schemas.CheckStep>([...steps, 'document', 'temperature']);
  for (const step of order) {
    const person = people.find(({ judged }) => judged.next === step);
    if (person !== undefined) return { step, person };
  }
  return undefined;
}
