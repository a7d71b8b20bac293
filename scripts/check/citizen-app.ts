import { runNode } from '../run.ts';
import type { Finding } from './finding.ts';

/** Installs what the citizen's app is written against, so that it can be understood; what keeps that from being done. */
export async function installCitizenApp(): Promise<Finding[]> {
  const { exitCode, output } = await runNode(['apps/citizen/tools/main.mts']);
  return exitCode === 0 ? [] : [{ place: 'apps/citizen', message: output }];
}
