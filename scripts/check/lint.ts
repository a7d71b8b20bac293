import { runNode } from '../run.ts';
import { installCitizenApp } from './citizen-app.ts';
import type { Finding } from './finding.ts';

/** What the linter printed in its `unix` format (`file:line:column: text [rule]`), as findings. */
export function linterFindings(output: string): Finding[] {
  return output.split('\n').flatMap((line) => {
    const [, place, message] = /^(\S+:\d+):\d+: (.*)$/.exec(line) ?? [];
    return place === undefined || message === undefined ? [] : [{ place, message }];
  });
}

/** One thread for the type-aware rules, for the reason that `types.ts` gives. */
export async function check(): Promise<Finding[]> {
  const missing = await installCitizenApp();
  if (missing.length > 0) return missing;
  const args = ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--format=unix'];
  const { exitCode, output } = await runNode(args, { env: { GOMAXPROCS: '1' } });
  const findings = linterFindings(output);
  return exitCode !== 0 && findings.length === 0 ? [{ place: 'oxlint', message: output }] : findings;
}
