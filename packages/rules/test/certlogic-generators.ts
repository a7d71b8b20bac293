import fc from 'fast-check';

/** Date and date-time strings in every form the specification allows, and some it refuses. */
export const dateText: fc.Arbitrary<string> = (() => {
  const two = (min: number, max: number) => fc.integer({ min, max }).map((n) => String(n).padStart(2, '0'));
  const year = fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, '0'));
  const date = fc.tuple(year, two(0, 13), two(0, 32)).map((parts) => parts.join('-'));
  const time = fc.tuple(two(0, 25), two(0, 60), two(0, 60)).map((parts) => `T${parts.join(':')}`);
  const fraction = fc.oneof(fc.constant(''), fc.constant('.'), fc.stringMatching(/^\.\d{1,7}$/));
  const offset = fc.oneof(
    fc.constantFrom('', 'Z', '+8', '-08', '+800', '+0800', '-8:00', '+08:00', '+08:', '+24:00', '+00:60', '+', '+08:0'),
    fc.stringMatching(/^[+-]\d{1,2}:?(\d{2})?$/),
  );
  return fc.oneof(
    year,
    fc.tuple(year, two(0, 13)).map((parts) => parts.join('-')),
    date,
    fc.tuple(date, time, fraction, offset).map((parts) => parts.join('')),
    fc.stringMatching(/^\d{4}-\d{2}-\d{2}[T ]\d{2}.\d{2}.\d{2}[.+Z]?\d?$/),
  );
})();

const paths = [
  '',
  'a',
  'b',
  'a.b',
  'a.0',
  'b.1.c',
  'c.a.0',
  'd',
  'e',
  'list',
  'list.0',
  'list.2.a',
  'd.length',
  'none.x',
  'current',
  'accumulator',
  'current.a',
  'current.b',
  '0',
  'a.01',
  'toString',
  'list.at',
  'a.__proto__',
  'constructor',
];

const uvci = fc.constantFrom('URN:UVCI:01:NL:187/37512422923', 'a::c/#/f', '', 'URN:UVCI:', 'x#y', 'urn:uvci:1');
const scalar = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -3, max: 40 }),
  fc.integer(),
  fc.constantFrom('', 'a', 'fever'),
  dateText,
  uvci,
);

/** Well-formed expressions over few paths, so that data and expression often meet; deep enough to nest every operator. */
export const expression: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => {
  const node = tie('node');
  const op = (name: string, ...operands: fc.Arbitrary<unknown>[]) =>
    fc.tuple(...operands).map((list) => ({ [name]: list }));
  const comparisons = (names: string[], operand: fc.Arbitrary<unknown>) =>
    fc
      .tuple(fc.constantFrom(...names), fc.array(operand, { minLength: 2, maxLength: 3 }))
      .map(([name, list]) => ({ [name]: list }));
  const path = fc.constantFrom(...paths).map((value) => ({ var: value }));
  const amount = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer());
  const plusTime = op('plusTime', fc.oneof(dateText, path), amount, fc.constantFrom('year', 'month', 'day', 'hour'));
  const date = fc.oneof(plusTime, op('dccDateOfBirth', fc.oneof(dateText, path)));
  const list = fc.oneof(fc.constant({ var: 'list' }), fc.array(node, { maxLength: 3 }), path);
  return {
    node: fc.oneof(
      { depthSize: 'medium', maxDepth: 5 },
      scalar,
      path,
      fc.array(node, { maxLength: 3 }),
      op('if', node, node, node),
      fc.array(node, { minLength: 2, maxLength: 4 }).map((operands) => ({ and: operands })),
      op('!', node),
      op('===', node, node),
      op('in', node, list),
      op('+', node, node),
      comparisons(['<', '>', '<=', '>='], fc.oneof(fc.integer({ min: -3, max: 3 }), node)),
      comparisons(['after', 'before', 'not-after', 'not-before'], fc.oneof({ weight: 5, arbitrary: date }, node)),
      date,
      op('plusTime', node, amount, fc.constantFrom('year', 'month', 'day', 'hour')),
      op('reduce', list, node, node),
      op('extractFromUVCI', fc.oneof(uvci, node), fc.integer({ min: -1, max: 8 })),
      op('dccDateOfBirth', node),
    ),
  };
}).node;

const leaf = fc.oneof(fc.constant(null), scalar, fc.double({ noNaN: true, noDefaultInfinity: true }));
const item = fc.oneof(leaf, fc.record({ a: leaf, b: leaf, c: leaf }, { requiredKeys: [], noNullPrototype: true }));

/** JSON data whose properties the generated paths name. */
export const data: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        a: fc.oneof(leaf, fc.record({ b: leaf }, { noNullPrototype: true }), fc.array(leaf, { maxLength: 3 })),
        b: fc.oneof(leaf, fc.array(item, { maxLength: 3 })),
        c: fc.oneof(leaf, fc.record({ a: fc.array(leaf, { maxLength: 2 }) }, { noNullPrototype: true })),
        d: dateText,
        e: uvci,
        list: fc.oneof(fc.array(item, { maxLength: 4 }), leaf),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
  { weight: 1, arbitrary: fc.oneof(leaf, fc.array(item, { maxLength: 3 })) },
);
