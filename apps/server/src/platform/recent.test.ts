import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecent } from './recent.ts';

it('holds what was put in last, up to its most, whatever was put in, put in anew and deleted before', () => {
  const key = fc.constantFrom(...'abcdefgh');
  const step = fc.record({ key, remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const recent = createRecent<number>(3);
      let expected: [string, number][] = [];
      for (const [value, { key: given, remove }] of steps.entries()) {
        expected = expected.filter(([known]) => known !== given);
        if (remove) recent.delete(given);
        else {
          recent.put(given, value);
          expected = [...expected, [given, value] as [string, number]].slice(-3);
        }
      }
      const held = [...'abcdefgh'].flatMap((each) => {
        const value = recent.get(each);
        return value === undefined ? [] : [[each, value] as const];
      });
      expect(held).toEqual(expected.toSorted(([a], [b]) => a.localeCompare(b)));
      expect(recent.size).toBe(expected.length);
    }),
  );
});
