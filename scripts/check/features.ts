import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import type { Source } from './source.ts';

const SERVER = 'apps/server/src/';

/**
 * The manners inside the server: a feature is entered by its index.ts only, features form no cycle, the platform knows
 * no feature, and a feature gets the outside world handed in rather than importing an adapter.
 */
export function featureFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  const uses = new Map<string, Map<string, string>>();
  for (const { path, imports } of sources.filter((source) => source.path.startsWith(SERVER))) {
    const from = featureOf(path);
    for (const { specifier, line } of imports.filter((one) => one.specifier.startsWith('.'))) {
      const target = posix.join(posix.dirname(path), specifier);
      const to = featureOf(target);
      const object = (message: string) => findings.push({ place: `${path}:${line}`, message });
      if (to !== undefined && to !== from) {
        if (path.startsWith(`${SERVER}platform/`)) object(`the platform may not know the feature ${to}`);
        else if (posix.basename(target) !== 'index.ts') object(`enter the feature ${to} by its index.ts`);
        if (from !== undefined)
          uses.set(from, (uses.get(from) ?? new Map<string, string>()).set(to, `${path}:${line}`));
      }
      if (from !== undefined && !path.endsWith('.test.ts') && target.startsWith(`${SERVER}sources/`)) {
        object('a feature declares the port; app.ts hands the adapter in');
      }
    }
  }
  return [...findings, ...cycles(uses)];
}

function featureOf(path: string): string | undefined {
  return /^apps\/server\/src\/features\/([^/]+)\//.exec(path)?.[1];
}

/** One finding per import that closes a circle of features. */
function cycles(uses: ReadonlyMap<string, ReadonlyMap<string, string>>): Finding[] {
  const findings: Finding[] = [];
  const finished = new Set<string>();
  const visit = (feature: string, way: readonly string[]): void => {
    if (finished.has(feature)) return;
    for (const [next, place] of uses.get(feature) ?? []) {
      const circle = [...way, feature];
      if (circle.includes(next)) {
        findings.push({
          place,
          message: `features in a circle: ${[...circle.slice(circle.indexOf(next)), next].join(' → ')}`,
        });
      } else visit(next, circle);
    }
    finished.add(feature);
  };
  for (const feature of uses.keys()) visit(feature, []);
  return findings;
}
