import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from './address.ts';
import { createPeerAgent, peerLookup, requirePeerUrl, type Resolve } from './peer-connection.ts';

// RFC 6890 and the IANA special-purpose address registries; RFC 4291 for IPv6.
describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    'fe80::1',
    'fec0::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001:0:53aa:64c::1',
    '2002:7f00:1::',
    '3fff::1',
    'localhost',
    '',
  ])('%s is not one of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '202.96.128.86',
    '2400:3200::1',
    '2606:4700::1111',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('the address of a peer in the trust list', () => {
  const strict = { allowPrivateAddresses: false };
  const open = { allowPrivateAddresses: true };

  it.each(['https://shanxi.example/federation', 'https://202.96.128.86/', 'https://[2400:3200::1]:8443/'])(
    '%s is asked',
    (url) => {
      expect(requirePeerUrl(url, strict).href).toBe(url);
    },
  );

  it.each([
    ['http://shanxi.example/', 'https only'],
    ['http://127.0.0.1:14000/', 'https only'],
    ['ftp://shanxi.example/', 'https only'],
    ['file:///etc/passwd', 'https only'],
    ['https://admin@shanxi.example/', 'no user'],
    ['https://a:b@shanxi.example/', 'no user'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data/', 'private'],
  ])('%s is not: %s', (url, why) => {
    expect(() => requirePeerUrl(url, strict)).toThrow(why);
  });

  it('in a network of its own may be private, over https; without TLS only on this machine', () => {
    expect(requirePeerUrl('https://10.0.0.1/', open).hostname).toBe('10.0.0.1');
    expect(requirePeerUrl('http://127.0.0.1:14000/', open).port).toBe('14000');
    expect(requirePeerUrl('http://[::1]:14000/', open).port).toBe('14000');
    for (const url of ['http://10.0.0.1/', 'http://shanxi.example/', 'http://127.0.0.1.evil.example/']) {
      expect(() => requirePeerUrl(url, open)).toThrow('https only');
    }
    expect(() => requirePeerUrl('https://a:b@10.0.0.1/', open)).toThrow('no user');
  });
});

describe('a connection to a peer', () => {
  let server: Server;
  let reached = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      reached += 1;
      response.end('reached');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => server.close());

  /** A name server that answers with these, one list after another. */
  const naming = (...answers: string[][]): Resolve => {
    let asked = 0;
    return (_host, _options, callback) => {
      const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  };
  const ask = (rule: { allowPrivateAddresses: boolean }, resolve: Resolve) => {
    const { port } = server.address() as AddressInfo;
    const dispatcher = createPeerAgent({ ...rule, resolve });
    return fetch(`http://peer.example:${port}/`, { dispatcher }).then((answer) => answer.text());
  };

  it('is not made when the name leads to a private address, whatever it led to before (DNS rebinding)', async () => {
    const rebinding = naming(['127.0.0.1']);
    const refused = await ask({ allowPrivateAddresses: false }, rebinding).catch((error: unknown) => error);
    expect((refused as { cause: Error }).cause.message).toBe('the name of a peer leads to a private address');
    expect(reached).toBe(0);
  });

  it('is made to the address that was looked up, where private ones are allowed', async () => {
    expect(await ask({ allowPrivateAddresses: true }, naming(['127.0.0.1'], ['192.0.2.1']))).toBe('reached');
    expect(reached).toBe(1);
  });

  it.each([
    ['one private address among public ones', ['8.8.8.8', '10.0.0.1'], 'private'],
    ['no address', [], 'private'],
    ['public ones', ['8.8.8.8', '2400:3200::1'], undefined],
  ])('is judged by every address of the name: %s', async (_what, addresses, refused) => {
    const lookup = peerLookup({ allowPrivateAddresses: false, resolve: naming(addresses) });
    const found = await new Promise((resolve) => {
      lookup('peer.example', { all: true }, (error, list) => resolve(error?.message ?? list));
    });
    if (refused === undefined) expect(found).toHaveLength(addresses.length);
    else expect(found).toContain(refused);
  });
});
