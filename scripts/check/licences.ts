import type { Finding } from './finding.ts';
import { type LockedPackage, readLockfile } from './lockfile.ts';

/** SPDX identifiers of licences that ask for no more than their notice. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages of the running system whose licence is missing or asks for more. */
export function licenceFindings(packages: readonly LockedPackage[]): Finding[] {
  return packages
    .filter(({ dev, license }) => dev !== true && !isAllowed(license))
    .map(({ name, version, license }) => ({ place: `${name}@${version}`, message: `licence ${license ?? 'unknown'}` }));
}

/** SPDX expressions without exceptions: of alternatives (OR) one must be allowed, of a combination (AND) all. */
function isAllowed(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const alternatives = expression.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((one) => one.split(' AND ').every((id) => ALLOWED.has(id.trim())));
}

export async function check(): Promise<Finding[]> {
  return licenceFindings(await readLockfile());
}
