import { describe, expect, it } from 'vitest';
import { chooseOrigins } from './choose.ts';

const origin = (name: string, bytes: number, seenAt?: number) => ({ origin: name, bytes, seenAt, lists: [name] });

describe('which provinces’ lists a checkpoint holds', () => {
  it('all of them where they fit', () => {
    expect(chooseOrigins([origin('Shanxi', 30), origin('Henan', 50)], 80)).toEqual(['Shanxi', 'Henan']);
  });

  it('those it saw last, before all others however small', () => {
    const origins = [origin('small', 1), origin('seen-long-ago', 40, 1000), origin('seen-today', 50, 2000)];
    expect(chooseOrigins(origins, 90)).toEqual(['seen-today', 'seen-long-ago']);
  });

  it('of those it never saw as many as fit', () => {
    expect(chooseOrigins([origin('large', 90), origin('b', 20), origin('a', 10)], 100)).toEqual(['a', 'b']);
  });

  it('never half of a province', () => {
    expect(chooseOrigins([{ origin: 'large', bytes: 101, seenAt: 1, lists: ['1', '2'] }], 100)).toEqual([]);
  });
});
