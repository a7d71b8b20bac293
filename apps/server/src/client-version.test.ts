import { routes } from '@tongxing/contract';
import { describe, expect, test } from 'vitest';
import { requireNewEnough } from './client-version.ts';

const least = { h5: '1.10.2', weapp: '1.2.0', alipay: '0.1.0' };
const answered = (
  header: string | string[] | undefined,
  route: Parameters<typeof requireNewEnough>[1] = routes.signIn,
) => {
  try {
    requireNewEnough(header, route, least);
    return 'let in';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the least version of an app [M11]', () => {
  test.each(['h5/1.10.1', 'h5/1.9.9', 'h5/0.99.99', 'weapp/1.1.9'])('refuses %s what it wants to change', (header) => {
    expect(answered(header)).toBe('client-too-old');
  });

  test.each(['h5/1.10.2', 'h5/1.10.10', 'h5/2.0.0', 'weapp/1.2.0', 'alipay/0.1.0'])('lets %s in', (header) => {
    expect(answered(header)).toBe('let in');
  });

  test.each([undefined, '', 'h5', 'h5/1', 'h5/1.9.9-beta', 'other/0.0.1', 'h5/9999999.0.0'])(
    'does not ask what says otherwise what it is: %s',
    (header) => {
      expect(answered(header)).toBe('let in');
    },
  );

  test.each([routes.getCode, routes.getHealthInformation, routes.makeCode, routes.signOut])(
    'never stands before what is read, nor before a code: $name',
    (route) => {
      expect(answered('h5/0.0.1', route)).toBe('let in');
    },
  );

  test('a header that came twice says nothing', () => {
    expect(answered(['h5/0.0.1', 'h5/0.0.1'])).toBe('let in');
  });
});
