import { equalBytes } from './bytes.ts';
import { coversDivision } from './division.ts';
import type { KeyUse, TrustedKey, TrustedNode, TrustList } from './trust-list.ts';

/**
 * `unknown-issuer`: no node of the list may speak for that division. `unknown-key`: nobody in the list has such a key.
 * `not-allowed`: the key exists, for another use or another division. `not-current`: outside the key's validity.
 */
export type KeySearch =
  | { readonly found: true; readonly node: TrustedNode; readonly key: TrustedKey }
  | { readonly found: false; readonly reason: 'unknown-issuer' | 'unknown-key' | 'not-allowed' | 'not-current' };

/**
 * The key `kid` that may sign for `use` in the name of `issuer` at the instant `at` (seconds). A node speaks for its own
 * division and those below it, never for a neighbour.
 */
export function findKey(list: TrustList, kid: Uint8Array, use: KeyUse, issuer: string, at: number): KeySearch {
  const nodes = list.nodes.filter((node) => coversDivision(node.division, issuer));
  if (nodes.length === 0) return { found: false, reason: 'unknown-issuer' };
  let reason: 'unknown-key' | 'not-allowed' | 'not-current' = 'unknown-key';
  for (const node of nodes) {
    for (const key of node.keys) {
      if (!equalBytes(key.kid, kid)) continue;
      if (key.use !== use) reason = 'not-allowed';
      else if (!(key.validFrom <= at && at < key.validTo)) reason = 'not-current';
      else return { found: true, node, key };
    }
  }
  if (reason === 'unknown-key' && isSomebodysKey(list, kid)) reason = 'not-allowed';
  return { found: false, reason };
}

function isSomebodysKey(list: TrustList, kid: Uint8Array): boolean {
  return list.nodes.some((node) => node.keys.some((key) => equalBytes(key.kid, kid)));
}
