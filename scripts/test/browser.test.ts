import { expect, test } from 'vitest';
import { missingPackages } from './browser.ts';

test('nothing is missing where any browser and the font are', () => {
  expect(missingPackages((path) => path === '/usr/bin/google-chrome' || path.includes('NotoSansCJK'))).toEqual([]);
});

test('what is missing is called by the name Debian gives it', () => {
  expect(missingPackages(() => false)).toEqual(['chromium', 'fonts-noto-cjk']);
  expect(missingPackages((path) => path === '/usr/bin/chromium')).toEqual(['fonts-noto-cjk']);
});
