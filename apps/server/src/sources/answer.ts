import { schemas } from '@tongxing/contract';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A place as outside systems write it, `Area`, has 6, 9 or 12 digits. */
export const { Area, Instant } = schemas;
export const Finding = Type.Enum(['known', 'no-record', 'unknown-document', 'unknown-phone', 'match', 'name-mismatch']);

/** An answer in the shape that was agreed, or an error: a garbled answer is no answer. Further members are let pass. */
export function expectShape<T extends TSchema>(shape: T, answer: unknown): Static<T> {
  if (!Value.Check(shape, answer)) throw new Error('the source answered in an unexpected shape');
  return answer;
}

/** The answer must be about what was asked: a source that mixes up its answers must not colour anybody. */
export function expectSame(asked: string, answered: string): void {
  if (asked !== answered) throw new Error('the source answered about somebody else');
}

/** A source that repeats an item in its answer says it once. */
export function withoutRepeats<T>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
