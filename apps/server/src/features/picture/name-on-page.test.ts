import { describe, expect, it } from 'vitest';
import { nameOnPage } from './name-on-page.ts';

describe('a masked name on a page', () => {
  it.each([
    ['王秀英', '王*英', '王*英居民身份证…2846'],
    ['王秀英', '王*英', '姓名:王**'],
    ['王秀英', '王*英', '*秀英的健康码'],
    ['王秀英', '王*英', '王秀英'],
    ['李雷', '李*', '李*居民身份证'],
    ['李雷', '李*', '*雷'],
    ['欧阳建国', '欧阳**', '欧阳**居民'],
    ['JOHN SMITH', 'J** S**', '姓名J**S**护照'],
  ])('of %s, here %s, can stand as %s', (name, masked, line) => {
    expect(nameOnPage([line], name, masked).fits).toBe(true);
  });

  it.each([
    ['王秀英', '王*英', '李*芳居民身份证…2846', '李*芳'],
    ['王秀英', '王*英', '王*芳', '王*芳'],
    ['王秀英', '王*英', '王***英', '王***英'],
    ['李雷', '李*', '韩*', '韩*'],
  ])('of %s, here %s, cannot stand as %s', (name, masked, line, found) => {
    expect(nameOnPage([line], name, masked)).toEqual({ fits: false, found });
  });

  it.each(['138****1234', '身份证**************2846', '…2846', '绿码', '* * *', ''])('does not stand in %s', (line) => {
    expect(nameOnPage([line], '王秀英', '王*英')).toEqual({ fits: null, found: null });
  });
});
