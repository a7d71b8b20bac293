import { describe, expect, it } from 'vitest';
import { isStorable } from './json-body.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('a body is taken in', () => {
  it.each([
    ['null', null],
    ['a text of four alphabets and a pair of surrogates', 'Wáng 王 Ван 😀'],
    ['what is not nested deeper than 32', nested(32)],
    ['objects in lists', [{ a: [{ b: 'c' }] }]],
  ])('when it is %s', (_what, body) => {
    expect(isStorable(body)).toBe(true);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['the first half of a pair of surrogates', 'a\ud83d'],
    ['the second half', '\ude00'],
    ['both halves in the wrong order', '\ude00\ud83d'],
    ['a NUL in a list in an object', { a: ['\0'] }],
    ['a NUL in a name', { 'a\0': 1 }],
    ['33 levels', nested(33)],
    ['fifty thousand levels, without running out of stack', nested(50_000)],
  ])('never with %s', (_what, body) => {
    expect(isStorable(body)).toBe(false);
  });
});
