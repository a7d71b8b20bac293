import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { isLoopback, isPublicAddress } from './address.ts';

/** Looks a name up: all of its addresses. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Where a peer may be: anywhere on the internet over TLS, or, when the operator allows it, in a network of one's own. */
export interface PeerRule {
  readonly allowPrivateAddresses: boolean;
  readonly resolve?: Resolve;
}

/**
 * Refuses an address of the trust list that no peer has: without TLS (other than on this machine, for a trial), with a name and
 * password in it, or with a private address written out. A list is signed, and yet a node must not become the hand with which
 * somebody who got an entry into it reaches what only the node can reach (SSRF). @throws Error
 */
export function requirePeerUrl(text: string, { allowPrivateAddresses }: PeerRule): URL {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const trial = allowPrivateAddresses && url.protocol === 'http:' && isLoopback(host);
  if (url.protocol !== 'https:' && !trial) throw new Error('a peer is asked over https only');
  if (url.username !== '' || url.password !== '') throw new Error('the address of a peer has no user in it');
  if (isIP(host) !== 0 && !allowPrivateAddresses && !isPublicAddress(host)) {
    throw new Error('the address of a peer is private');
  }
  return url;
}

/**
 * The look-up a connection to a peer is made with. The addresses are judged where they are used: a name that answers with a public
 * address when it is checked and a private one when it is called (DNS rebinding) finds nothing between the two. One private address
 * among several refuses them all.
 */
export function peerLookup({ allowPrivateAddresses, resolve = systemLookup }: PeerRule): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const refused = !allowPrivateAddresses && addresses.some(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (refused || first === undefined)
        return callback(new Error('the name of a peer leads to a private address'), '');
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

type PeerAgent = NonNullable<RequestInit['dispatcher']>;

/** Connections to peers, made by {@link peerLookup}: pass it as `dispatcher` to fetch. */
export function createPeerAgent(rule: PeerRule): PeerAgent {
  const agent = new Agent({ connect: { lookup: peerLookup(rule) }, maxResponseSize: 1_000_000, connectTimeout: 3000 });
  // The runtime's own fetch is made of the same library, and typed by another copy of its types.
  return agent as unknown as PeerAgent;
}
