import type { NodeContext } from '../../node-context.ts';
import { latestDeclaration } from '../declaration/index.ts';
import { gatherFacts, staleSources, type SourcePorts } from '../facts/index.ts';
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
  const { requests } = await deps.packs.packFor(deps.db, 'entry', deps.clock.now());
  const stale = await staleSources(deps, [...people.keys()], requests);
  const waiting = [...stale];
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [personId, sources] = next;
      const declared = await latestDeclaration(deps.db, personId, ['health', 'itinerary']);
      await gatherFacts(deps, personId, declared, sources);
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, waiting.length) }, worker));
}
