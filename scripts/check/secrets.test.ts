import { expect, test } from 'vitest';
import { secretFindings } from './secrets.ts';

const dashes = '-'.repeat(5);
const pem = `${dashes}BEGIN EC PRIVATE KEY${dashes}`;
const found = (text: string, path = 'docs/a.md') =>
  secretFindings({ path, text }).map(({ place, message }) => `${place} ${message}`);

test('a private key is found, except among the test vectors', () => {
  expect(found(`\n${pem}`)).toEqual(['docs/a.md:2 a private key']);
  expect(found(pem, 'vectors/valid/key.json')).toEqual([]);
  expect(found(`${dashes}BEGIN PUBLIC KEY${dashes}`)).toEqual([]);
});

test.each(['work', 'root', 'home', 'Users'])('a path under /%s is found', (folder) => {
  expect(found(`see ${['', folder, 'someone'].join('/')}`)).toEqual(['docs/a.md:1 a path of one machine']);
});

test('a route or a relative path is not a path of a machine', () => {
  expect(found(`GET ${['/v1', 'work', 'resumption'].join('/')} and ../home/x`)).toEqual([]);
});

test('an access token is found', () => {
  expect(found(`token ghp_${'a'.repeat(36)}`)).toEqual(['docs/a.md:1 an access token']);
});
