import { runNode } from '../run.ts';
import type { Finding } from './finding.ts';

/** What the formatter listed (`file` in a line each), as findings. */
export function formatterFindings(output: string): Finding[] {
  const paths = output.split('\n').filter((line) => line.trim() !== '');
  return paths.map((place) => ({ place, message: 'not formatted: npm run format' }));
}

export async function check(): Promise<Finding[]> {
  const { exitCode, output } = await runNode(['node_modules/oxfmt/bin/oxfmt', '--list-different', '.']);
  return exitCode === 0 ? [] : formatterFindings(output);
}
