import { availableParallelism } from 'node:os';
import { check as divisions } from './check/divisions.ts';
import { check as format } from './check/format.ts';
import type { Check, Finding } from './check/finding.ts';
import { check as imports } from './check/imports.ts';
import { check as licences } from './check/licences.ts';
import { check as links } from './check/links.ts';
import { check as lint } from './check/lint.ts';
import { check as lockfile } from './check/lockfile.ts';
import { check as policy } from './check/policy.ts';
import { check as provinces } from './check/provinces.ts';
import { check as requirements } from './check/requirements.ts';
import { check as sbom } from './check/sbom.ts';
import { check as schema } from './check/schema.ts';
import { check as secrets } from './check/secrets.ts';
import { check as types } from './check/types.ts';

/** The slowest first. */
const CHECKS: Record<string, Check> = {
  types,
  lint,
  schema,
  policy,
  divisions,
  provinces,
  format,
  imports,
  requirements,
  links,
  lockfile,
  licences,
  sbom,
  secrets,
};

/** `npm run check [-- <name>… --write]`: one line a check, then what it found; no name: all. Exit 1 if anything was found. */
async function main(): Promise<boolean> {
  const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const unknown = names.find((name) => !Object.hasOwn(CHECKS, name));
  if (unknown !== undefined) {
    console.error(`There is no check "${unknown}": ${Object.keys(CHECKS).join(', ')}.`);
    return false;
  }
  const waiting = Object.entries(CHECKS).filter(([name]) => names.length === 0 || names.includes(name));
  let clean = true;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await runCheck(...next))) clean = false;
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return clean;
}

async function runCheck(name: string, check: Check): Promise<boolean> {
  const started = performance.now();
  const findings = await check().catch((error: unknown): Finding[] => [{ place: name, message: String(error) }]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  const verdict = findings.length === 0 ? 'ok' : `FAIL (${findings.length})`;
  console.log(`${name.padEnd(13)}${seconds} s  ${verdict}`);
  for (const { place, message } of findings) console.log(`  ${place}: ${message}`);
  return findings.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
