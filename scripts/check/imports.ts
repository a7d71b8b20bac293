import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { CHECKOUT } from '../run.ts';
import { readFiles, type TextFile } from './files.ts';
import type { Finding } from './finding.ts';
import { featureFindings } from './features.ts';
import { purityFindings } from './purity.ts';
import { parseSource, type Source } from './source.ts';

const PURE = ['packages/codec', 'packages/rules', 'packages/contract', 'packages/device'];
const APPS = ['apps/server', 'apps/citizen', 'apps/checkpoint', 'apps/console'];

/** Who may import whom: the right may import the left, never the reverse, and equals do not know each other. */
const ALLOWED: Record<string, readonly string[]> = {
  'packages/codec': [],
  'packages/rules': [],
  'packages/contract': ['packages/codec', 'packages/rules'],
  'packages/device': ['packages/codec', 'packages/contract'],
  ...Object.fromEntries(APPS.map((app) => [app, PURE])),
  world: [...PURE, 'apps/server', 'apps/checkpoint'],
  bench: [...PURE, 'apps/server', 'apps/checkpoint', 'world'],
  scripts: [...PURE, 'apps/server', 'apps/checkpoint', 'world', 'bench'],
};

/** Folders of data: they are read at run time, so that a province can change them without a build. */
const DATA = ['divisions', 'policies', 'provinces', 'vectors'];

/** Names of the packages each workspace declares that its code may import. */
export type Declared = Record<string, readonly string[]>;

/** The direction of imports between the parts, what the parts may take from outside, and the features' manners. */
export function importFindings(files: readonly TextFile[], declared: Declared): Finding[] {
  const sources = files.map(parseSource);
  return [
    ...sources.flatMap((source) => directionFindings(source, declared)),
    ...sources.flatMap(purityFindings),
    ...featureFindings(sources),
  ];
}

function directionFindings(source: Source, declared: Declared): Finding[] {
  const from = areaOf(source.path);
  if (from === undefined) return [];
  return source.imports.flatMap(({ specifier, line }) => {
    const message = objection(source.path, from, specifier, declared);
    return message === undefined ? [] : [{ place: `${source.path}:${line}`, message }];
  });
}

function objection(path: string, from: string, specifier: string, declared: Declared): string | undefined {
  // Within the citizen's app, from its `src`.
  if (specifier.startsWith('@/'))
    return from === 'apps/citizen' ? undefined : `${specifier} is known to apps/citizen only`;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    const data = DATA.find((folder) => target.startsWith(`${folder}/`));
    if (data !== undefined) return `${data}/ is read at run time, never imported`;
    const to = areaOf(target);
    if (to === from || from === 'scripts') return undefined;
    return `${specifier} leaves ${from}: import another part by its package name`;
  }
  const workspace = /^@tongxing\/([^/]+)/.exec(specifier)?.[1];
  if (workspace !== undefined) {
    const to = areaNamed(workspace);
    return to === from || ALLOWED[from]?.includes(to) ? undefined : `${from} may not import ${to}`;
  }
  const isSource = path.includes('/src/') && !path.endsWith('.test.ts');
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (isBuiltin) return PURE.includes(from) && isSource ? `${from} is pure: no ${specifier}` : undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  // What is not part of the running system may use whatever the project has.
  const known = isSource ? (declared[from] ?? []) : Object.values(declared).flat();
  return known.includes(name) ? undefined : `${name} is not among the dependencies of ${from}`;
}

function areaOf(path: string): string | undefined {
  return Object.keys(ALLOWED).find((area) => path.startsWith(`${area}/`));
}

function areaNamed(workspace: string): string {
  return Object.keys(ALLOWED).find((area) => posix.basename(area) === workspace) ?? workspace;
}

async function declaredPackages(): Promise<Declared> {
  const areas = ['', ...Object.keys(ALLOWED)];
  const entries = areas.map(async (area) => {
    const text = await readFile(join(CHECKOUT, area, 'package.json'), 'utf8').catch(() => '{}');
    const manifest = JSON.parse(text) as Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>;
    return [area, Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

export async function check(): Promise<Finding[]> {
  const files = await readFiles(/^(packages|apps|world|bench|scripts)\/.*\.(ts|mts|tsx)$/);
  return importFindings(files, await declaredPackages());
}
