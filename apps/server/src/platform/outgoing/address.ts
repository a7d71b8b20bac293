import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { groupsOf } from '../http/source-address.ts';

/** Networks that nobody is reached in over the public internet (IANA special-purpose registries, RFC 6890; state of 2026). */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Global unicast is 2000::/3 (RFC 4291 §2.4); of that, these lead elsewhere or carry an IPv4 address inside. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const closed = new BlockList();
for (const network of special4) closed.addSubnet(...parse(network), 'ipv4');
for (const network of special6) closed.addSubnet(...parse(network), 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

function parse(network: string): [string, number] {
  const [address = '', prefix = ''] = network.split('/');
  return [address, Number(prefix)];
}

/** Is this an address of the public internet? What is no address is none. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  return globalUnicast.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** Does this address lead back to this machine? */
export function isLoopback(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  return isIPv6(address) && groupsOf(address).join(':') === '0:0:0:0:0:0:0:1';
}
