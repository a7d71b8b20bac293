import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { latestDeclaration } from '../declaration/index.ts';
import { gatherFacts, residencesOf, staleSources, type SourcePorts } from '../facts/index.ts';
import type { Identity } from '../identity/index.ts';
import type { PackSource } from '../policy/index.ts';

export interface GatherDeps extends Pick<NodeContext, 'db' | 'clock' | 'seal' | 'log'>, SourcePorts {
  readonly packs: PackSource;
}

/** People who are asked about at the same time. */
const together = 8;

/**
 * Asks this province's own sources about people who apply, as far as the entry pack reads what a source says and has no fresh report of
 * it. What no rule reads is not asked for: nobody is looked up at a source without need.
 */
export async function gatherForEntry(deps: GatherDeps, people: ReadonlyMap<string, Identity>): Promise<void> {
  const now = deps.clock.now();
  const residences = await residencesOf(deps.db, [...people.keys()]);
  const judgedAlike = Map.groupBy(people.keys(), (personId) => residences.get(personId) ?? null);
  const waiting: [string, readonly Fact['source'][]][] = [];
  for (const [division, personIds] of judgedAlike) {
    const { requests } = await deps.packs.packFor(deps.db, 'entry', now, division);
    waiting.push(...(await staleSources(deps, personIds, requests)));
  }
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [personId, sources] = next;
      const declared = await latestDeclaration(deps.db, personId, ['health', 'itinerary']);
      await gatherFacts(deps, personId, declared, sources);
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, waiting.length) }, worker));
}
