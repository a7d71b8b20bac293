import { deflateSync, inflateSync } from 'node:zlib';
import { decode, encode, Tagged } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../test/hex.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { CodecError } from './errors.ts';
import { publicKey, sign } from './es256.ts';
import { createStatusBits, getStatus, setStatus } from './status-list.ts';
import {
  decodeStatusListToken,
  prepareStatusListToken,
  type StatusList,
  verifyStatusListToken,
} from './status-list-token.ts';
import { inflateZlib } from './status-list-zlib.ts';
import type { Verifier } from './suites.ts';

const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });
const PRIVATE_KEY = new Uint8Array(32).fill(7);
const KEY = publicKey(PRIVATE_KEY);
const OTHER_KEY = publicKey(new Uint8Array(32).fill(8));
const ISSUER = { suite: 'ES256', kid: Uint8Array.of(1, 2, 3) } as const;
const URI = 'https://c.example/s/20250101-0';
const NOW = 1_735_700_000;

function shard(): StatusList {
  const packed = createStatusBits(1 << 20, 2);
  for (let idx = 0; idx < 1 << 20; idx += 91) setStatus(packed, idx, 3);
  setStatus(packed, 5, 1);
  return { ...packed, uri: URI, issuedAt: NOW - 60, expiresAt: NOW + 3_600, ttl: 3_600 };
}

async function tokenOf(list: StatusList): Promise<Uint8Array> {
  const { toBeSigned, finish } = prepareStatusListToken(list, ISSUER);
  return finish(await sign(PRIVATE_KEY)(toBeSigned));
}

/** A token made by another CBOR implementation, with parts replaced: what a foreign or hostile issuer might sign. */
async function foreignToken(change: {
  header?: [unknown, unknown][];
  unprotected?: [unknown, unknown][];
  claims?: [unknown, unknown][];
  without?: unknown[];
  payload?: Uint8Array;
  tag?: number | null;
}): Promise<Uint8Array> {
  const header = new Map<unknown, unknown>([
    [1, -7],
    [4, ISSUER.kid],
    [16, 'application/statuslist+cwt'],
    ...(change.header ?? []),
  ]);
  const claims = new Map<unknown, unknown>([
    [2, URI],
    [6, NOW],
    [65533, { bits: 1, lst: deflateSync(fromHex('b9a3')) }],
    ...(change.claims ?? []),
  ]);
  for (const label of change.without ?? []) for (const map of [header, claims]) map.delete(label);
  const payload = change.payload ?? encode(claims);
  const protectedBytes = encode(header);
  const toBeSigned = encode(['Signature1', protectedBytes, new Uint8Array(0), payload]);
  const message = [protectedBytes, new Map(change.unprotected), payload, await sign(PRIVATE_KEY)(toBeSigned)];
  return new Uint8Array(encode(change.tag === null ? message : new Tagged(change.tag ?? 18, message)));
}

const verify = (token: Uint8Array, key = KEY, expected: { uri: string; now?: number } = { uri: URI, now: NOW }) =>
  verifyStatusListToken(token, key, nodeVerifier, expected);

describe('a Status List Token', () => {
  it('is read from the bytes that draft-ietf-oauth-status-list §5.2 prints', () => {
    const token = decodeStatusListToken(
      fromHex(
        'd2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a1044231325850a502782168747470733a2f2f' +
          '6578616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda26462697473016' +
          '36c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772' +
          'ce2bf3a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279',
      ),
    );
    expect(token).toMatchObject({
      uri: 'https://example.com/statuslists/1',
      issuedAt: 1_686_920_170,
      expiresAt: 2_291_720_170,
      ttl: 43_200,
      bits: 1,
      kid: new TextEncoder().encode('12'),
    });
    expect(toHex(inflateZlib(token.compressed, 2))).toBe('b9a3');
  });

  it('of a whole shard says of every index what was written', async () => {
    const list = shard();
    const verified = await verify(await tokenOf(list));
    expect(verified).toEqual(list);
    expect([0, 1, 5, 91, 92].map((idx) => getStatus(verified, idx))).toEqual([3, 0, 1, 3, 0]);
  });

  it('is plain COSE and CWT to another decoder', async () => {
    const token = await tokenOf(shard());
    const options = { useMaps: true, tags: Tagged.preserve(18) };
    const tagged = decode(token, options) as unknown as Tagged;
    const [header, unprotected, payload] = tagged.value as [Uint8Array, Map<unknown, unknown>, Uint8Array];
    expect(tagged.tag).toBe(18);
    expect([...(decode(header, options) as Map<unknown, unknown>)]).toEqual([
      [1, -7],
      [4, ISSUER.kid],
      [16, 'application/statuslist+cwt'],
    ]);
    expect(unprotected.size).toBe(0);
    const claims = decode(payload, options) as Map<number, unknown>;
    expect([...claims.keys()]).toEqual([2, 4, 6, 65533, 65534]);
    expect([claims.get(2), claims.get(4), claims.get(6), claims.get(65534)]).toEqual([
      URI,
      NOW + 3_600,
      NOW - 60,
      3_600,
    ]);
    const statuses = claims.get(65533) as Map<string, unknown>;
    expect(statuses.get('bits')).toBe(2);
    expect(new Uint8Array(inflateSync(statuses.get('lst') as Uint8Array))).toEqual(shard().list);
  });

  it('may be compressed by a native zlib', async () => {
    const list = shard();
    const native = prepareStatusListToken(list, ISSUER, (bytes) => new Uint8Array(deflateSync(bytes)));
    expect(await verify(native.finish(await sign(PRIVATE_KEY)(native.toBeSigned)))).toEqual(list);
  });

  it('of another issuer may carry other claims, no exp, no ttl, and its kid unprotected', async () => {
    const token = await foreignToken({
      claims: [
        [1, 'https://issuer.example'],
        ['x', 1],
      ],
    });
    expect(await verify(token)).toEqual({ uri: URI, issuedAt: NOW, bits: 1, list: fromHex('b9a3') });
    const unprotected = await foreignToken({ without: [4], unprotected: [[4, Uint8Array.of(9)]] });
    expect(decodeStatusListToken(unprotected).kid).toEqual(Uint8Array.of(9));
    expect(await verify(unprotected)).toMatchObject({ bits: 1 });
  });

  it('expires at the second it names, where the reader has a clock', async () => {
    const token = await tokenOf(shard());
    const at = (now: number): Promise<StatusList> => verify(token, KEY, { uri: URI, now });
    expect(await at(NOW + 3_599)).toMatchObject({ expiresAt: NOW + 3_600 });
    await expect(at(NOW + 3_600)).rejects.toEqual(withCode('status-list-expired'));
    expect(await verify(token, KEY, { uri: URI })).toMatchObject({ expiresAt: NOW + 3_600 });
  });

  it('speaks only for the URI it names', async () => {
    const token = await tokenOf(shard());
    await expect(verify(token, KEY, { uri: `${URI}1`, now: NOW })).rejects.toEqual(
      withCode('status-list-wrong-subject'),
    );
  });

  it('is refused under another key, and changed in any of its bytes', async () => {
    const token = await foreignToken({});
    await expect(verify(token, OTHER_KEY)).rejects.toEqual(withCode('bad-signature'));
    for (let i = 0; i < token.length; i++) {
      await expect(verify(token.with(i, token[i]! ^ 1))).rejects.toBeInstanceOf(CodecError);
    }
  });

  it('is refused unread by a key of another suite', async () => {
    await expect(verify(await foreignToken({}), { ...KEY, suite: 'SM2-SM3' })).rejects.toEqual(
      withCode('cose-alg-mismatch'),
    );
  });

  it.each([
    ['without a type', { without: [16] }],
    ['typed as something else', { header: [[16, 'application/cwt']] }],
    ['without a kid', { without: [4] }],
    ['without a subject', { without: [2] }],
    ['with a subject that is no text', { claims: [[2, 7]] }],
    ['without a time of issue', { without: [6] }],
    ['issued at a negative time', { claims: [[6, -1]] }],
    ['with an expiry that is no time', { claims: [[4, 'tomorrow']] }],
    ['with a ttl of 0', { claims: [[65534, 0]] }],
    ['without a list', { without: [65533] }],
    ['with the list as text', { claims: [[65533, 'list']] }],
    ['with 3 bits', { claims: [[65533, { bits: 3, lst: deflateSync(fromHex('b9a3')) }]] }],
    ['with lst as text', { claims: [[65533, { bits: 1, lst: 'eNrbuRgAAhcBXQ' }]] }],
    ['with lst that is no zlib stream', { claims: [[65533, { bits: 1, lst: fromHex('b9a3') }]] }],
    ['whose claims are an array', { payload: encode([]) }],
  ] as [string, Parameters<typeof foreignToken>[0]][])('is refused %s, even if signed', async (_, change) => {
    await expect(verify(await foreignToken(change))).rejects.toEqual(withCode('malformed-status-list'));
  });

  it('is refused untagged, under another tag, and with crit for what we do not understand', async () => {
    await expect(verify(await foreignToken({ tag: null }))).rejects.toEqual(withCode('cose-wrong-tag'));
    await expect(verify(await foreignToken({ tag: 17 }))).rejects.toEqual(withCode('cose-wrong-tag'));
    const crit = await foreignToken({
      header: [
        [2, [99]],
        [99, 1],
      ],
    });
    await expect(verify(crit)).rejects.toEqual(withCode('cose-crit-not-understood'));
  });

  it('that inflates to 256 MiB is refused at 1 MiB if signed, and not inflated at all if not', async () => {
    const bomb = await foreignToken({ claims: [[65533, { bits: 1, lst: deflateSync(Buffer.alloc(1 << 28)) }]] });
    await expect(verify(bomb)).rejects.toEqual(withCode('status-list-too-large'));
    await expect(verify(bomb, OTHER_KEY)).rejects.toEqual(withCode('bad-signature'));
  });

  it('of more than a megabyte is refused before it is decoded', async () => {
    const large = await foreignToken({ claims: [['x', new Uint8Array(1_200_000)]] });
    expect(() => decodeStatusListToken(large)).toThrow(withCode('cbor-too-large'));
  });

  it('is not prepared when nobody could read it', () => {
    const prepare = (change: Partial<StatusList>, kid = ISSUER.kid) =>
      prepareStatusListToken({ ...shard(), ...change }, { ...ISSUER, kid });
    expect(() => prepare({}, new Uint8Array(9))).toThrow(withCode('kid-too-long'));
    expect(() => prepare({}, new Uint8Array(0))).toThrow(withCode('kid-too-long'));
    expect(() => prepare({ issuedAt: -1 })).toThrow(withCode('malformed-status-list'));
    expect(() => prepare({ ttl: 0 })).toThrow(withCode('malformed-status-list'));
    expect(() => prepare({ bits: 3 as 2 })).toThrow(withCode('malformed-status-list'));
    expect(() => prepare({}).finish(new Uint8Array(63))).toThrow(withCode('invalid-signature-length'));
  });

  it('throws only our errors over 2,000 mutations, even where the signature is believed', async () => {
    const credulous: Verifier = { verify: () => true };
    const good = await foreignToken({
      claims: [
        [4, NOW + 60],
        [65534, 60],
      ],
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(9), async (at, byte, cut) => {
        const bad = cut === 0 ? good.subarray(0, at) : good.with(at, byte);
        try {
          await verifyStatusListToken(bad, KEY, credulous, { uri: URI, now: NOW });
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
