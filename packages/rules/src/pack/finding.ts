import type { BilingualText } from './pack-schema.ts';

export type FindingCode =
  | 'schema'
  | 'duplicate-id'
  | 'unknown-source'
  | 'unused-source'
  | 'visit-as-ground'
  | 'invalid-expression'
  | 'unknown-var'
  | 'undeclared-input'
  | 'unknown-value-set'
  | 'invalid-division'
  | 'invalid-interval'
  | 'no-green'
  | 'invalid-case'
  | 'never-true'
  | 'never-false'
  | 'no-edge-case';

/** Something an editor has to put right; `path` is a JSON pointer into the pack. */
export interface Finding {
  path: string;
  code: FindingCode;
  message: BilingualText;
}

export type Report = (path: string, code: FindingCode, zh: string, en: string) => void;

export function reportRow(report: Report, path: string, row: string): void {
  report(path, 'unknown-source', `来源表中没有 ${row}。`, `The table of sources has no row ${row}.`);
}
