import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What lives whole worlds takes minutes: begun last, it would leave the other cores idle at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  return moduleId.includes('/world/') ? 0 : 1;
}
