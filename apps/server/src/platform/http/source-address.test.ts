import { expect, it } from 'vitest';
import { sourceOf } from './source-address.ts';

// Spellings from RFC 4291 §2.2 and RFC 5952 §1; addresses for documentation (RFC 5737, RFC 3849).
it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1::/64'],
  ['2001:0db8:0000:0001::ffff', '2001:db8:0:1::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['no address', 'unknown'],
])('%s is counted as %s', (address, source) => {
  expect(sourceOf(address)).toBe(source);
});

it('every address of a /64 is counted as one, the next /64 as another', () => {
  expect(sourceOf('2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(sourceOf('2001:db8:1:2::'));
  expect(sourceOf('2001:db8:1:3::')).not.toBe(sourceOf('2001:db8:1:2::'));
});
