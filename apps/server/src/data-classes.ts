import { readFileSync } from 'node:fs';
import type { SealedColumn } from './platform/rekey.ts';
import type { SealKind } from './platform/seal.ts';

/**
 * What a column holds. `sealed`: personal data under the seal key, by its kind. `index`: a keyed index or the digest of a secret, by
 * which something is found and from which nothing is read. `pseudonymous`: ids, states and times of a person under a random id.
 * `health`: what is known of somebody's health or stays, under a random id; it says why it is in the clear. `public`: about nobody, or
 * published anyway.
 */
export type DataClass =
  | { readonly sealed: SealKind }
  | { readonly health: string }
  | 'index'
  | 'pseudonymous'
  | 'public';

/** Every column of every table with its class. */
export type DataClasses = Readonly<Record<string, Readonly<Record<string, DataClass>>>>;

export function readDataClasses(): DataClasses {
  return JSON.parse(readFileSync(new URL('../data-classes.json', import.meta.url), 'utf8')) as DataClasses;
}

/** The columns that the seal key protects. */
export function sealedColumns(classes: DataClasses): SealedColumn[] {
  return Object.entries(classes).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, held]) =>
      typeof held === 'object' && 'sealed' in held ? [{ table, column, kind: held.sealed }] : [],
    ),
  );
}

export function isSealed(held: DataClass | undefined): held is { readonly sealed: SealKind } {
  return typeof held === 'object' && 'sealed' in held;
}
