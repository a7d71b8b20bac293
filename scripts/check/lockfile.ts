import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../run.ts';
import type { Finding } from './finding.ts';

/** A package that npm installs, as package-lock.json describes it. */
export type LockedPackage = {
  name: string;
  version: string;
  license?: string;
  /** Subresource Integrity: algorithm, hyphen, base64 */
  integrity?: string;
  /** needed to work on the project, not to run it */
  dev?: boolean;
  /** where it runs, if not everywhere */
  os?: readonly string[];
};

type Ranges = Record<string, string>;
type Entry = Partial<LockedPackage> & {
  link?: boolean;
  optional?: boolean;
  dependencies?: Ranges;
  devDependencies?: Ranges;
  optionalDependencies?: Ranges;
};

export type Lockfile = { packages: Record<string, Entry> };

/** The packages of others; our own workspaces are left out. */
export function lockedPackages({ packages }: Lockfile): LockedPackage[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const name = path.split('node_modules/').at(-1);
    if (!path.includes('node_modules/') || entry.link === true || name === undefined) return [];
    return [{ ...entry, name: entry.name ?? name, version: entry.version ?? '' }];
  });
}

/**
 * Optional dependencies without an entry of their own. npm leaves out what its registry does not have (a build for another
 * system, say), and then refuses to install from its own lockfile.
 */
export function lockfileFindings({ packages }: Lockfile): Finding[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(name, path, packages))
      .map(([name, version]) => ({ place: 'package-lock.json', message: `no entry for ${name}@${version} (${path})` })),
  );
}

/**
 * What is not pinned: a dependency of ours that names a range instead of one version, and a package without the hash by which npm
 * refuses any other content. (Builds of our tools for other machines are locked by version alone: no machine of ours has seen them.)
 */
export function pinningFindings(
  { packages }: Lockfile,
  isTool: (entry: Entry) => boolean = isForDevelopers,
): Finding[] {
  const place = 'package-lock.json';
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path.includes('node_modules/')) {
      const hashed = entry.link === true || entry.integrity !== undefined || (isTool(entry) && entry.optional === true);
      return hashed ? [] : [{ place, message: `no hash for ${path}` }];
    }
    const wanted = { ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies };
    return Object.entries(wanted)
      .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
      .map(([name, range]) => ({ place, message: `${path === '' ? 'the project' : path} asks for ${name} ${range}` }));
  });
}

const isForDevelopers = (entry: Entry) => entry.dev === true;
/** What builds for one system only is no part of what was built. */
const buildsForOneSystem = (entry: Entry) => entry.os !== undefined;

/** Looks where Node would: in the package's own node_modules, then in those of the folders above. */
function isLocked(name: string, path: string, packages: Lockfile['packages']): boolean {
  if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in packages) return true;
  return path !== '' && isLocked(name, path.replace(/(^|\/)(node_modules\/(@[^/]+\/)?)?[^/]+$/, ''), packages);
}

/** The workspaces are locked together; the citizen's app, which pins another React and is built once, for itself. */
const LOCKFILES = [
  { path: 'package-lock.json', isTool: isForDevelopers },
  { path: 'apps/citizen/package-lock.json', isTool: buildsForOneSystem },
];

/** What the workspaces install. */
export async function readLockfile(): Promise<LockedPackage[]> {
  return lockedPackages(await readLock('package-lock.json'));
}

async function readLock(path: string): Promise<Lockfile> {
  return JSON.parse(await readFile(join(CHECKOUT, path), 'utf8')) as Lockfile;
}

export async function check(): Promise<Finding[]> {
  const found = await Promise.all(
    LOCKFILES.map(async ({ path, isTool }) => {
      const lockfile = await readLock(path);
      const findings = [...lockfileFindings(lockfile), ...pinningFindings(lockfile, isTool)];
      return findings.map(({ message }) => ({ place: path, message }));
    }),
  );
  return found.flat();
}
