import { Refusal } from '../../platform/refusal.ts';
import type { Divisions } from './divisions.ts';

/** A code that somebody sent: where it stood, and the time for which it was meant. */
export interface DivisionUse {
  /** JSON pointer of the field, beginning with `/body`. */
  readonly path: string;
  readonly code: string;
  readonly from: Date;
  /** Absent: an instant, `from`. */
  readonly to?: Date;
}

/**
 * The one place where the node asks whether a division exists. What counts is the time it is meant for: a stay before 2019 may
 * have been in 371202, which was dissolved then; nobody lives there today. @throws Refusal division-unknown naming each field.
 */
export function requireDivisions(divisions: Divisions, uses: readonly DivisionUse[]): void {
  const errors = uses
    .filter(({ code, from, to }) => divisions.find(code, from, to) === undefined)
    .map(({ path }) => ({ path, rule: 'division-exists' }));
  if (errors.length > 0) throw new Refusal('division-unknown', { errors });
}
