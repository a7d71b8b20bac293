import fc from 'fast-check';
import { Instant } from '../src/three-valued/instant.ts';
import { Unknown } from '../src/three-valued/unknown.ts';

export const now = Date.parse('2022-11-24T08:00:00+08:00');
const HOUR = 3_600_000;

const v = (path: string) => ({ var: path });
const plus = (path: string, amount: number, unit: string) => ({ plusTime: [v(path), amount, unit] });
const word = fc.constantFrom('high', 'medium', 'low', 'x');
const op = (name: string, ...operands: fc.Arbitrary<unknown>[]) =>
  fc.tuple(...operands).map((list) => ({ [name]: list }));
const relation = fc.constantFrom('before', 'after', 'not-before', 'not-after');
const shift = fc.tuple(fc.constantFrom(-30, -1, 0, 1, 30), fc.constantFrom('hour', 'day', 'month'));

/** Conditions on `current`, in the forms the judging compiler treats apart and in others. */
const condition = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    word.map((w) => ({ '===': [v('current.level'), w] })),
    fc
      .array(fc.oneof(word, fc.integer({ min: 0, max: 3 })), { maxLength: 6 })
      .map((list) => ({ in: [v('current.level'), list] })),
    fc.constantFrom(
      v('current.flag'),
      v('current.level'),
      { '<': [v('current.n'), 2] },
      { in: ['a', v('current.list')] },
    ),
    fc.tuple(relation, shift, shift, fc.boolean()).map(([name, [a], [b, unit], turned]) => {
      const sides = [plus('current.at', a, 'day'), plus('current.when', b, unit)];
      return { [name]: turned ? sides.toReversed() : sides };
    }),
    fc.constant({ '===': [v('current.when'), '2022-11-23T08:00:00+08:00'] }),
    // Few enough to meet again in other rules, behind other conditions.
    fc
      .constantFrom(7, 14)
      .map((days) => ({ before: [plus('current.at', 0, 'day'), plus('current.when', days, 'day')] })),
    op('!', tie('node')),
    op('if', tie('node'), tie('node'), tie('node')),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((list) => ({ and: list })),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((list) => ({ or: list })),
  ),
})).node;

/** Rules over a few paths and two lists. */
export const rule = fc.letrec<{ node: unknown }>((tie) => {
  const list = fc.constantFrom('items', 'others', 'missing').map(v);
  const search = fc
    .tuple(list, condition, fc.boolean(), fc.boolean())
    .map(([of, when, found, otherwise]) => ({ reduce: [of, { if: [when, found, v('accumulator')] }, otherwise] }));
  const count = fc.tuple(list, condition, fc.integer({ min: 0, max: 2 })).map(([of, when, least]) => ({
    '>': [{ reduce: [of, { '+': [v('accumulator'), { if: [when, 1, 0] }] }, 0] }, least],
  }));
  return {
    node: fc.oneof(
      { maxDepth: 3 },
      search,
      search,
      count,
      word.map((w) => ({ '===': [v('home.level'), w] })),
      fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => ({ in: [v('home.level'), words] })),
      fc.oneof(word, fc.constant('')).map((w) => ({ in: [w, v('words')] })),
      fc.integer({ min: 0, max: 3 }).map((n) => ({ '>=': [v('n'), n] })),
      fc
        .tuple(relation, shift)
        .map(([name, [a, unit]]) => ({ [name]: [plus('at', 0, 'day'), plus('home.when', a, unit)] })),
      fc.constantFrom(v('flag'), { '===': [v('home.when'), '2022-11-23T08:00:00+08:00'] }),
      op('!', tie('node')),
      op('if', tie('node'), tie('node'), tie('node')),
      fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((operands) => ({ and: operands })),
      fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((operands) => ({ or: operands })),
    ),
  };
}).node;

const unknown = fc.constant(new Unknown('somewhere'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: value }, unknown, fc.constant(null));
const hoursAgo = (hours: number) => new Instant(now - hours * HOUR);
const when = fc.oneof(fc.integer({ min: -800, max: 800 }).map(hoursAgo), fc.constant(hoursAgo(24)));
const present = fc.constant(new Instant(now));
const record = {
  level: maybe(word),
  when: maybe(when),
  n: maybe(fc.integer({ min: 0, max: 3 })),
  flag: maybe(fc.boolean()),
  at: present,
};
const item = fc.oneof({ weight: 12, arbitrary: fc.record({ ...record, list: maybe(fc.constant(['a'])) }) }, unknown);
const items = fc.oneof(
  { weight: 8, arbitrary: fc.array(item, { maxLength: 6 }) },
  fc.array(item, { minLength: 14, maxLength: 18 }),
  unknown,
  fc.constant(null),
);
export const document = fc.record({
  items,
  others: items,
  home: maybe(fc.record(record)),
  n: record.n,
  flag: record.flag,
  words: maybe(fc.array(fc.oneof({ weight: 4, arbitrary: word }, unknown, when), { maxLength: 4 })),
  at: present,
});
