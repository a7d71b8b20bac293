import { globSync } from 'node:fs';
import { CHECKOUT, runNode } from '../run.ts';
import { installCitizenApp } from './citizen-app.ts';
import type { Finding } from './finding.ts';

const PROJECTS = [
  'packages/*/tsconfig*.json',
  'apps/*/tsconfig.json',
  'apps/citizen/{src,config}/tsconfig.json',
  'apps/checkpoint/tools/tsconfig.json',
  '{world,bench,scripts}/tsconfig.json',
];
/** "No inputs were found": a part whose tests, say, are not written yet. */
const EMPTY = 'TS18003';

/** What the compiler printed (`file(line,column): error TS1: text`), as findings. */
export function compilerFindings(output: string): Finding[] {
  return output.split('\n').flatMap((line) => {
    const [, file, row, code, text] = /^(?:(.+)\((\d+),\d+\): )?error (TS\d+): (.*)$/.exec(line) ?? [];
    if (code === undefined || code === EMPTY) return [];
    return [{ place: file === undefined ? 'tsc' : `${file}:${row}`, message: `${code} ${text}` }];
  });
}

/**
 * Runs the compiler on every part, one thread each: with more, each thread works out the large types of the contract for
 * itself, and the whole takes longer. A file that several parts include is reported once.
 */
export async function check(): Promise<Finding[]> {
  const missing = await installCitizenApp();
  if (missing.length > 0) return missing;
  const projects = globSync(PROJECTS, { cwd: CHECKOUT });
  const findings = new Map<string, Finding>();
  for (const project of projects.toSorted()) {
    const args = ['node_modules/typescript/bin/tsc', '-p', project, '--pretty', 'false', '--singleThreaded'];
    const { exitCode, output } = await runNode(args);
    const found = compilerFindings(output);
    if (exitCode !== 0 && found.length === 0 && !output.includes(EMPTY))
      found.push({ place: project, message: output });
    for (const finding of found) findings.set(`${finding.place} ${finding.message}`, finding);
  }
  return [...findings.values()];
}
