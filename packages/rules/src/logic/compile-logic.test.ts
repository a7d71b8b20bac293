import { evaluate } from 'certlogic-js';
import { validateFormat } from 'certlogic-js/dist/validation/format-validator.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { data, dateText, expression } from '../../test/certlogic-generators.ts';
import { compileLogic } from './compile-logic.ts';
import { LogicError } from './logic-error.ts';

const RUNS = 4000;

type Result = { value: unknown } | { refused: true };

function attempt(run: () => unknown): Result {
  try {
    return { value: run() };
  } catch {
    return { refused: true };
  }
}

/** certlogic-js reads what JavaScript prototypes lend; the specification knows only data, so those paths are cleared. */
const lent = (value: unknown): boolean =>
  JSON.stringify(value)?.match(/toString|list\.at|__proto__|constructor/) !== null;

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof LogicError ? error.code : String(error);
  }
  return undefined;
}

describe('a compiled expression', () => {
  test('gives what certlogic-js gives, and refuses what it refuses, for any expression and data', () => {
    const seen = { value: 0, refused: 0 };
    fc.assert(
      fc.property(
        expression.filter((value) => !lent(value)),
        data,
        (logic, context) => {
          const expected = attempt(() => evaluate(logic as never, context));
          const actual = attempt(() => compileLogic(logic)(context));
          seen['value' in expected ? 'value' : 'refused'] += 1;
          expect(actual).toStrictEqual(expected);
        },
      ),
      { numRuns: RUNS },
    );
    expect(seen.value).toBeGreaterThan(RUNS / 5);
    expect(seen.refused).toBeGreaterThan(RUNS / 50);
  });

  test('reads every date form as certlogic-js does, possible or not, and adds every unit alike', () => {
    fc.assert(
      fc.property(
        dateText,
        fc.integer({ min: -5000, max: 5000 }),
        fc.constantFrom('year', 'month', 'day', 'hour'),
        (text, n, unit) => {
          for (const logic of [
            { plusTime: [text, n, unit] },
            { plusTime: [text, 0, unit] },
            { dccDateOfBirth: [text] },
          ]) {
            expect(attempt(() => compileLogic(logic)({}))).toStrictEqual(attempt(() => evaluate(logic as never, {})));
          }
        },
      ),
      { numRuns: RUNS * 2 },
    );
  });

  test('throws only LogicError, whatever the expression and the data', () => {
    fc.assert(
      fc.property(
        fc.oneof(expression, fc.jsonValue()),
        fc.oneof(data, fc.jsonValue(), fc.constant(undefined)),
        (logic, context) => {
          try {
            compileLogic(logic)(context);
          } catch (error) {
            expect(error).toBeInstanceOf(LogicError);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('is refused at compile time exactly when the validator of certlogic-js finds a fault', () => {
    const broken = fc.oneof(
      expression,
      fc.jsonValue(),
      fc
        .tuple(
          fc.constantFrom(
            'if',
            'and',
            '!',
            '+',
            'in',
            '<',
            'after',
            'plusTime',
            'reduce',
            'var',
            'or',
            'extractFromUVCI',
          ),
          fc.oneof(fc.array(fc.oneof(expression, fc.constantFrom(1, 'day', null, 1.5)), { maxLength: 4 }), fc.string()),
        )
        .map(([name, operands]) => ({ [name]: operands })),
      fc.string().map((path) => ({ var: path })),
    );
    const seen = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(broken, (logic) => {
        const valid = validateFormat(logic as never).length === 0;
        seen[valid ? 'valid' : 'invalid'] += 1;
        expect(codeOf(() => compileLogic(logic)) === undefined).toBe(valid);
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(RUNS / 10);
  });
});

describe('the leap day table of the specification', () => {
  test.each([
    ['day', '2020-03-01'],
    ['month', '2020-03-29'],
    ['year', '2021-03-01'],
  ])('2020-02-29 and one %s is %s', (unit, expected) => {
    expect(compileLogic({ plusTime: ['2020-02-29', 1, unit] })({})).toEqual(new Date(expected));
  });
});

describe('data access', () => {
  test.each(['constructor', 'toString', '__proto__', 'list.at', 'list.map', 'text.trim', '__proto__.constructor'])(
    'never reaches %s, which JavaScript lends and the data does not hold',
    (path) => {
      expect(compileLogic({ var: path })({ list: [1], text: 'a' })).toBeNull();
    },
  );

  test('finds a property that bears the name of something lent', () => {
    expect(compileLogic({ var: 'constructor.at' })(JSON.parse('{"constructor":{"at":7}}'))).toBe(7);
    expect(compileLogic({ var: '__proto__.a' })(JSON.parse('{"__proto__":{"a":8}}'))).toBe(8);
  });

  test('takes a fragment as an index only if all of it is an integer', () => {
    expect(compileLogic({ var: 'list.01' })({ list: ['a', 'b'] })).toBe('b');
    expect(compileLogic({ var: 'list.1st' })({ list: ['a', 'b'] })).toBeNull();
  });
});

describe('bounds', () => {
  const nest = (levels: number): unknown => (levels === 0 ? true : { '!': [nest(levels - 1)] });

  test.each<[string, string, unknown]>([
    ['an operation with two operators', 'invalid-expression', { '!': [true], and: [true, true] }],
    ['null', 'invalid-expression', null],
    ['a fraction', 'invalid-expression', 1.5],
    ['an unknown operator', 'unknown-operator', { '%': [1, 2] }],
    ['"or", which is not of CertLogic', 'unknown-operator', { or: [true, false] }],
    ['a missing operand', 'wrong-arity', { if: [true, 1] }],
    ['a computed amount of time', 'invalid-operand', { plusTime: ['2020', { var: 'n' }, 'day'] }],
    ['an unknown unit', 'invalid-operand', { plusTime: ['2020', 1, 'week'] }],
    ['an empty path fragment', 'invalid-path', { var: 'a..b' }],
    ['257 levels', 'too-deep', nest(257)],
    ['20,001 parts', 'too-large', Array.from({ length: 20_001 }, () => 1)],
    [
      'a cycle',
      'too-deep',
      (() => {
        const a: unknown[] = [];
        a.push(a);
        return a;
      })(),
    ],
  ])('%s is refused at compile time with %s', (_what, code, logic) => {
    expect(codeOf(() => compileLogic(logic))).toBe(code);
  });

  test('255 negations of true are false', () => {
    expect(compileLogic(nest(255))({})).toBe(false);
  });

  test('three nested reductions over 200 items end with work-exceeded instead of running eight million steps', () => {
    const each = (lambda: unknown) => ({ reduce: [{ var: 'current' }, lambda, 0] });
    const logic = { reduce: [{ var: 'l' }, each(each({ '+': [{ var: 'accumulator' }, 1] })), 0] };
    const list = Array.from({ length: 200 }, () =>
      Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => 1)),
    );
    expect(codeOf(() => compileLogic(logic)({ l: list }))).toBe('work-exceeded');
  });

  test('data of the wrong type is refused with type-mismatch, a word that is no date with invalid-date-time', () => {
    expect(codeOf(() => compileLogic({ in: ['a', { var: 'x' }] })({ x: null }))).toBe('type-mismatch');
    expect(codeOf(() => compileLogic({ plusTime: [{ var: 'x' }, 0, 'day'] })({ x: 'soon' }))).toBe('invalid-date-time');
  });
});
