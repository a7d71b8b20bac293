import { firstCheckpoint } from './checks/log.ts';
import { NotTested, type Requirement } from './requirement.ts';
import { requirements } from './requirements.ts';
import { openSession } from './session.ts';
import type { Setup } from './setup.ts';

export interface Result {
  readonly requirement: Requirement;
  readonly outcome: 'pass' | 'fail' | 'not-tested';
  /** What was seen, or why nothing was; empty where it passed. */
  readonly why: string;
}

/** Checks every requirement against one node, one after the other. Whatever a check stumbles over is a failure of the node. */
export async function runConformance(
  setup: Setup,
  told: (result: Result) => void = () => undefined,
): Promise<Result[]> {
  const session = openSession(setup);
  // Before the questions, since every answered one is committed to in the log. Where there is none, the log's requirements say so.
  await firstCheckpoint(session).catch(() => undefined);
  const results: Result[] = [];
  for (const requirement of requirements) {
    const result = await requirement.check(session).then(
      () => ({ requirement, outcome: 'pass', why: '' }) as const,
      (error: unknown) => outcomeOf(requirement, error),
    );
    results.push(result);
    told(result);
  }
  return results;
}

function outcomeOf(requirement: Requirement, error: unknown): Result {
  const why = error instanceof Error ? error.message : String(error);
  return { requirement, outcome: error instanceof NotTested ? 'not-tested' : 'fail', why };
}

/** One line of the report. */
export function describe({ requirement: { id, level, title }, outcome, why }: Result): string {
  const line = `${id.padEnd(7)}${level.padEnd(7)}${outcome.padEnd(11)}${title}`;
  return why === '' ? line : `${line}\n${' '.repeat(25)}${why}`;
}

/** Whether nothing that must be is otherwise. */
export function conforms(results: readonly Result[]): boolean {
  return !results.some(({ requirement, outcome }) => outcome === 'fail' && requirement.level === 'MUST');
}
