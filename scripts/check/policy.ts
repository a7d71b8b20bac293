import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, runNode } from '../run.ts';
import type { Finding } from './finding.ts';

const PROGRAM = 'scripts/policy.ts';

/** What a run of the policy lint came to: what it printed is the reason. */
export function policyFindings(exitCode: number, output: string): Finding[] {
  return exitCode === 0
    ? []
    : [{ place: 'policies', message: output.trim() || `${PROGRAM} check failed without a word` }];
}

export async function check(): Promise<Finding[]> {
  if (!existsSync(join(CHECKOUT, PROGRAM))) return policyFindings(1, `${PROGRAM} does not exist`);
  const { exitCode, output } = await runNode([PROGRAM, 'check']);
  return policyFindings(exitCode, output);
}
