import { describe, expect, it } from 'vitest';
import { changedAreas } from './index.ts';

const street = { division: '140105001', name: '平阳路街道', level: 'high' as const, from: '2026-11-20' };
const other = {
  division: '140106001',
  name: '迎泽街道',
  level: 'medium' as const,
  from: '2026-11-18',
  to: '2026-11-30',
};
// Midnight in China is 16:00 of the day before in UTC; a last day is included.
const during = { division: '140105001', from: Date.parse('2026-11-19T16:00:00Z'), to: null };
const until = (day: string) => ({ ...during, to: Date.parse(`${day}T16:00:00Z`) });

describe('the areas that two lists of risk areas differ in', () => {
  it.each([
    ['an area that was added', [other], [other, street], [during]],
    ['an area that was lifted', [other, street], [other], [during]],
    ['an area that was lowered', [street], [{ ...street, level: 'medium' as const }], [during]],
    ['an area that was raised', [{ ...street, level: 'low' as const }], [street], [during]],
    [
      'an area that now has an end: for both its times',
      [street],
      [{ ...street, to: '2026-11-25' }],
      [during, until('2026-11-25')],
    ],
    [
      'an area whose end was moved',
      [{ ...street, to: '2026-11-25' }],
      [{ ...street, to: '2026-11-28' }],
      [until('2026-11-25'), until('2026-11-28')],
    ],
    ['none, where only a name was changed', [street], [{ ...street, name: '另一个名字' }], []],
    ['none, where the order was changed', [street, other], [other, street], []],
  ])('%s', (_, before, now, expected) => {
    expect(changedAreas(before, now)).toEqual(expected);
  });
});
