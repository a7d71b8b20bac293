import { FALSE, TRUE, type Truth, UNSURE } from './truth.ts';
import { isUnknown } from './unknown.ts';

/**
 * A test for equality with a constant. Texts have a test of their own, because an engine compares fast only where it
 * has always seen the same type.
 */
export function equals(expected: unknown): (value: unknown) => Truth {
  if (typeof expected === 'string') {
    return (value) => {
      if (typeof value === 'string') return value === expected ? TRUE : FALSE;
      return isUnknown(value) ? UNSURE : FALSE;
    };
  }
  return (value) => (value === expected ? TRUE : isUnknown(value) ? UNSURE : FALSE);
}

/** A test for being one of some constants. */
export function isAmong(constants: readonly unknown[]): (value: unknown) => Truth {
  const members = new Set(constants);
  return (value) => (members.has(value) ? TRUE : isUnknown(value) ? UNSURE : FALSE);
}
