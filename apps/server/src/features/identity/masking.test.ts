import { describe, expect, it } from 'vitest';
import { maskName, maskPhone } from './masking.ts';

const bytes = (text: string) => Buffer.byteLength(text);

describe('a masked name', () => {
  it.each([
    ['王秀英', '王*英'],
    ['欧阳建国', '欧**国'],
    ['王芳', '王*'],
    ['王', '王*'],
    ['阿卜杜拉·买买提', '阿******提'],
    ['𠮷野家', '𠮷*家'],
    ['JOHN SMITH', 'J*** S****'],
    ['ANA  MARIA  LÓPEZ', 'A** M**** L****'],
  ])('of %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['forty Han characters', '王'.repeat(40)],
    ['forty Latin letters', 'A'.repeat(40)],
    ['twenty words of one letter', 'É '.repeat(20).trim()],
    ['forty characters of four bytes', '𠮷'.repeat(40)],
  ])('has at most 29 bytes and is never empty: %s', (_what, name) => {
    const masked = maskName(name);
    expect(bytes(masked)).toBeLessThanOrEqual(29);
    expect(masked).not.toBe('');
    expect(masked).not.toContain('\ufffd');
  });

  it('shows of a long name at most its first and last character', () => {
    const name = '王一二三四五六七八九';
    const shown = [...maskName(name)].filter((character) => character !== '*');
    expect(shown).toEqual(['王', '九']);
  });
});

it('a masked phone keeps three digits in front and four behind', () => {
  expect(maskPhone('15435614308')).toBe('154****4308');
});
