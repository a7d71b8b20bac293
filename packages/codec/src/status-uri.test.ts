import { describe, expect, test } from 'vitest';
import { isBaseUrl, liesUnder } from './status-uri.ts';

describe('a status URI lies under the base URL of its issuer', () => {
  const base = 'https://sd.example/tx/';
  const inside = ['https://sd.example/tx/s', 'https://sd.example/tx/s/1124-07', 'https://sd.example/tx/a.b/~c_d'];
  const outside = [
    'https://sd.example/tx/',
    'https://sd.example/s',
    'https://sd.example.evil.example/tx/s',
    'https://evil.example/tx/s',
    'http://sd.example/tx/s',
    'https://SD.example/tx/s',
    'https://sd.example/tx/../s',
    'https://sd.example/tx/./s',
    'https://sd.example/tx/%2e%2e/s',
    'https://sd.example/tx//s',
    'https://sd.example/tx/s?x=1',
    'https://sd.example/tx/s#x',
    'https://sd.example/tx/s\\x',
    'https://sd.example/tx/s x',
    'https://sd.example/tx/s\n',
  ];
  test.each(inside)('%s does', (uri) => expect(liesUnder(base, uri)).toBe(true));
  test.each(outside)('%s does not', (uri) => expect(liesUnder(base, uri)).toBe(false));
});

describe('a base URL has one spelling', () => {
  test.each(['https://sd.example/', 'http://127.0.0.1:37000/', 'https://sd.example/a/b/'])('%s is one', (url) =>
    expect(isBaseUrl(url)).toBe(true),
  );
  const refused = [
    'https://sd.example',
    'ftp://sd.example/',
    'https://user@sd.example/',
    'https://sd.example/a/../',
    'https://sd.example/?',
    'https://sd.example:123456/',
    'https:///',
    '//sd.example/',
  ];
  test.each(refused)('%s is none', (url) => expect(isBaseUrl(url)).toBe(false));
});
