import type { Suite, Verifier } from './suites.ts';

/**
 * One verifier out of a table, because a platform seldom has every suite from one source.
 * @param table suite → `verify` of a verifier for it; a suite that is left out is reported as unknown
 */
export function verifierBySuite(table: Readonly<Partial<Record<Suite, Verifier['verify']>>>): Verifier {
  return {
    suites: Object.keys(table) as Suite[],
    verify: (key, message, signature) => table[key.suite]?.(key, message, signature) ?? false,
  };
}
