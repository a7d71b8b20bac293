import { describe, expect, it } from 'vitest';
import { maskName, maskPhone } from './masking.ts';

const bytes = (text: string) => Buffer.byteLength(text);

describe('a masked name', () => {
  it.each([
    ['王秀英', '王*英'],
    ['欧阳建国', '欧阳**'],
    ['欧阳锋', '欧阳*'],
    ['诸葛亮', '诸葛*'],
    ['欧阳', '欧*'],
    ['王一二三', '王**三'],
    ['王芳', '王*'],
    ['王', '王*'],
    ['阿卜杜拉·买买提', '阿**·买**'],
    ['迪丽热巴·迪力木拉提', '迪**·迪**'],
    ['𠮷野家', '𠮷*家'],
    ['JOHN SMITH', 'J** S**'],
    ['AL SMITHERSON-JONES', 'A** S** J**'],
    ["O'BRIEN PAT", 'O** P**'],
    ['m\u0303ara', 'm\u0303**'],
    ['ئەركىن ئابدۇللا', 'ئ** ئ**'],
    ['ANA  MARIA  LÓPEZ', 'A** M** L**'],
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

  it('shows of a long Han name at most two characters, and not how long it is', () => {
    const masks = ['王一二三', '王一二三四五三', '王一二三四五六七八三'].map(maskName);
    expect(masks).toEqual(['王**三', '王**三', '王**三']);
    expect(maskName('欧阳一二三四')).toBe('欧阳**');
  });

  it('does not tell the length of a part of another name', () => {
    expect(maskName('AL LI')).toBe(maskName('ALEXANDER LINDQVIST'));
  });

  it('leaves away whole parts where there is no room, never half of one', () => {
    expect(maskName('Alpha Beta Gamma Delta Epsilon Zeta Eta Theta')).toBe('A** B** G** D** E** Z** E**');
    expect(maskName('阿·买·提·卜·拉')).toBe('阿**·买**·提**·卜**');
  });
});

it('a masked phone keeps three digits in front and four behind; a foreign one less', () => {
  expect(maskPhone('+8615435614308')).toBe('154****4308');
  expect(maskPhone('+447700900123')).toBe('+44****123');
});
