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

/** Up to so many texts are compared one by one; more are looked up. */
const FEW = 4;

/** A test for being one of some constants. */
export function isAmong(constants: readonly unknown[]): (value: unknown) => Truth {
  const texts = constants.filter((constant) => typeof constant === 'string');
  if (texts.length === constants.length && texts.length <= FEW) {
    return (value) => {
      if (typeof value !== 'string') return isUnknown(value) ? UNSURE : FALSE;
      for (let i = 0; i < texts.length; i += 1) if (texts[i] === value) return TRUE;
      return FALSE;
    };
  }
  const members = new Set(constants);
  return (value) => (members.has(value) ? TRUE : isUnknown(value) ? UNSURE : FALSE);
}
