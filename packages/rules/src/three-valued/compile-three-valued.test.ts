import { evaluate } from 'certlogic-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { data, expression } from '../../test/certlogic-generators.ts';
import { LogicError } from '../logic/logic-error.ts';
import { truthiness } from '../logic/truthiness.ts';
import { compileThreeValued } from './compile-three-valued.ts';
import { UNKNOWN, Unknown } from './unknown.ts';

const RUNS = 4000;
const lent = (value: unknown): boolean =>
  JSON.stringify(value)?.match(/toString|list\.at|__proto__|constructor/) !== null;
const plain = expression.filter((value) => !lent(value));

/** What certlogic-js gives; undefined where it refuses, or where it goes on with a date that is none. */
function plainResult(logic: unknown, context: unknown): unknown {
  try {
    return evaluate(logic as never, context);
  } catch {
    return undefined;
  }
}

const readsDates = (logic: unknown): boolean => /plusTime|dccDateOfBirth/.test(JSON.stringify(logic));

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object' || value instanceof Date;

const run = (logic: unknown, context: unknown): unknown => compileThreeValued(logic)(context).value;

/** The data with the leaves that `hide` chooses replaced by unknowns. */
function hideLeaves(value: unknown, hide: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => hideLeaves(item, hide));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideLeaves(item, hide)]));
  }
  return hide() ? new Unknown('some-source') : value;
}

describe('on data without unknowns', () => {
  test('whatever is known is what certlogic-js gives', () => {
    let known = 0;
    fc.assert(
      fc.property(plain, data, (logic, context) => {
        const expected = plainResult(logic, context);
        const actual = run(logic, context);
        if (expected === undefined || actual === UNKNOWN || !isScalar(expected)) return;
        known += 1;
        // Whichever branch a date that is none would choose, both are false; certlogic-js chooses one of them.
        if (readsDates(logic) && truthiness(expected) === false && truthiness(actual) === false) return;
        expect(actual).toStrictEqual(expected);
      }),
      { numRuns: RUNS },
    );
    expect(known).toBeGreaterThan(RUNS / 5);
  });

  test('nothing is unknown that certlogic-js gives, except where a date cannot be', () => {
    fc.assert(
      fc.property(
        plain.filter((logic) => !readsDates(logic)),
        data,
        (logic, context) => {
          const expected = plainResult(logic, context);
          if (expected !== undefined) expect(run(logic, context)).not.toBe(UNKNOWN);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('on data with unknowns', () => {
  test('whatever is known holds whatever the unknown values turn out to be', () => {
    let known = 0;
    fc.assert(
      fc.property(plain, data, fc.infiniteStream(fc.boolean()), (logic, context, coins) => {
        const expected = plainResult(logic, context);
        const actual = run(
          logic,
          hideLeaves(context, () => coins.next().value as boolean),
        );
        if (expected === undefined || actual === UNKNOWN || !isScalar(expected)) return;
        known += 1;
        const alike = Object.is(actual, expected) || (typeof actual === 'boolean' && actual === truthiness(expected));
        if (!alike) expect(actual).toStrictEqual(expected);
      }),
      { numRuns: RUNS },
    );
    expect(known).toBeGreaterThan(RUNS / 5);
  });

  const x = { var: 'x' };
  const missing = { x: new Unknown('contacts') };
  const day = (text: unknown) => ({ plusTime: [text, 0, 'day'] });

  test.each<[string, unknown, unknown]>([
    ['false and unknown is false', { and: [x, false] }, false],
    ['true and unknown is unknown', { and: [true, x] }, UNKNOWN],
    ['true or unknown is true', { or: [x, true] }, true],
    ['false or unknown is unknown', { or: [false, x] }, UNKNOWN],
    [
      'a false operand after an unknown one is known to be false, but not to be the value',
      { '===': [{ and: [x, 0] }, 0] },
      UNKNOWN,
    ],
    [
      'a search by "or" with the accumulator finds what is known',
      { reduce: [[x, true], { or: [{ var: 'accumulator' }, { var: 'current' }] }, false] },
      true,
    ],
    ['not unknown is unknown', { '!': [x] }, UNKNOWN],
    ['a choice by an unknown guard is known where both branches agree', { if: [x, 7, 7] }, 7],
    ['a choice by an unknown guard between two values is unknown', { if: [x, 7, 8] }, UNKNOWN],
    ['equality with an unknown is unknown, even with itself', { '===': [x, x] }, UNKNOWN],
    ['a sum with an unknown is unknown', { '+': [x, 1] }, UNKNOWN],
    ['an order with an unknown is unknown', { '<': [x, 1] }, UNKNOWN],
    ['an order of three is false where two of them settle it', { '<': [x, 5, 4] }, false],
    ['a time order with an unknown is unknown', { before: [day(x), day('2020')] }, UNKNOWN],
    ['a member of an unknown list is unknown', { in: ['a', x] }, UNKNOWN],
    ['an unknown member of a list is unknown', { in: [x, ['a']] }, UNKNOWN],
    ['an unknown member of an empty list is false', { in: [x, []] }, false],
    ['a known member beside an unknown one is found', { in: ['a', [x, 'a']] }, true],
    ['an unlisted member beside an unknown one is unknown', { in: ['b', [x, 'a']] }, UNKNOWN],
    ['a fold over an unknown list is unknown', { reduce: [x, { var: 'current' }, 0] }, UNKNOWN],
    ['a property of an unknown is unknown', { '===': [{ var: 'x.y.0' }, true] }, UNKNOWN],
  ])('%s', (_what, logic, expected) => {
    expect(run(logic, missing)).toBe(expected);
  });

  test('one item that fulfils the condition settles a search, unknown items do not', () => {
    const search = {
      reduce: [{ var: 'l' }, { if: [{ '===': [{ var: 'current' }, 'high'] }, true, { var: 'accumulator' }] }, false],
    };
    expect(run(search, { l: [UNKNOWN, 'high'] })).toBe(true);
    expect(run(search, { l: ['high', UNKNOWN] })).toBe(true);
    expect(run(search, { l: ['low', UNKNOWN] })).toBe(UNKNOWN);
    expect(run(search, { l: ['low'] })).toBe(false);
  });
});

describe('what CertLogic refuses', () => {
  test.each<[string, unknown]>([
    ['a missing list for "in"', { in: ['a', { var: 'nothing' }] }],
    ['a text in an order of integers', { '<': ['a', 1] }],
    ['a text that is no date', { after: [{ plusTime: ['soon', 0, 'day'] }, { plusTime: ['2020', 0, 'day'] }] }],
    ['a month 13', { plusTime: ['2020-13-01', 0, 'day'] }],
    ['a fold over a text', { reduce: ['abc', 1, 0] }],
  ])('is unknown, not an error: %s', (_what, logic) => {
    expect(run(logic, {})).toBe(UNKNOWN);
  });

  test('is too much work: unknown, and soon', () => {
    const each = (lambda: unknown) => ({ reduce: [{ var: 'current' }, lambda, 0] });
    const logic = { reduce: [{ var: 'l' }, each(each({ '+': [{ var: 'accumulator' }, 1] })), 0] };
    const list = Array.from({ length: 200 }, () =>
      Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => 1)),
    );
    expect(run(logic, { l: list })).toBe(UNKNOWN);
  });

  test('is refused at compile time where it is not an expression at all', () => {
    expect(() => compileThreeValued({ xor: [true, true] })).toThrow(LogicError);
  });
});

describe('the trace', () => {
  test('names what was read with its value, in order, and nothing that was not', () => {
    const logic = { and: [{ var: 'a' }, { '===': [{ var: 'b.c' }, 'x'] }, { var: 'list' }, { var: 'never' }] };
    const { trace } = compileThreeValued(logic)({ a: 1, b: { c: 'x' }, list: [] });
    expect(trace).toEqual([
      { path: 'a', value: 1 },
      { path: 'b.c', value: 'x' },
      { path: 'list', value: { items: 0 } },
    ]);
  });

  test('names the missing input, and keeps at most 64 readings of at most 80 characters', () => {
    const logic = { reduce: [{ var: 'l' }, { var: 'current' }, 0] };
    const { trace } = compileThreeValued(logic)({ l: Array.from({ length: 500 }, () => 'x'.repeat(1000)) });
    expect(trace).toHaveLength(64);
    expect(trace[1]).toEqual({ path: 'current', value: 'x'.repeat(80) });
    expect(compileThreeValued({ var: 'c.d' })({ c: new Unknown('cases') }).trace).toEqual([
      { path: 'c.d', value: { unknown: 'cases' } },
    ]);
  });
});
