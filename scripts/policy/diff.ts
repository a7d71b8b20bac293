import { type ComparedPack, type PackChange, packChanges } from '@tongxing/rules';
import { readPack } from './pack.ts';
import type { Report } from './read.ts';

const signs: Readonly<Record<PackChange['change'], string>> = { added: '+', removed: '-', changed: '~' };

/** How a pack differs from another, in words. */
export function diff(before: string, after: string): Report {
  return { lines: describeChanges(readPack(before), readPack(after)), ok: true };
}

export function describeChanges(before: ComparedPack, after: ComparedPack): string[] {
  const changes = packChanges(before, after);
  if (changes.length === 0) return ['没有区别 / no difference'];
  return changes.flatMap(({ subject, change, text }) => [
    `${signs[change]} ${subject}`,
    `  ${text.zh}`,
    `  ${text.en}`,
  ]);
}
