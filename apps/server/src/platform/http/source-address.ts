import { isIPv4, isIPv6 } from 'node:net';

/**
 * Whom an address stands for when calls are counted: an IPv4 address for itself (also inside IPv6, RFC 4291 §2.5.5.2), an IPv6
 * address for its /64, since a household or a phone has a whole one (RFC 6177) and could take another address for each call.
 */
export function sourceOf(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return 'unknown';
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address in any of its spellings. */
export function groupsOf(address: string): number[] {
  const text = address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, ...bytes: string[]) =>
      `${((Number(bytes[0]) << 8) | Number(bytes[1])).toString(16)}:${((Number(bytes[2]) << 8) | Number(bytes[3])).toString(16)}`,
  );
  const [head = '', tail] = text.split('::');
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [parse(head), parse(tail ?? '')];
  return tail === undefined
    ? before
    : [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}
