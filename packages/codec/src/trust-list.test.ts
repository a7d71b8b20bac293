import { describe, expect, test } from 'vitest';
import { codeOf, rejectionCodeOf } from '../test/codec-error.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { KEYS, NOW, ROOTS, signTrustList, TRUST_LIST } from '../test/two-provinces.ts';
import { type CborInput, type CborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { decodeSign, encodeSign, type Signer, sigStructure } from './cose-sign.ts';
import { encodeProtected } from './cose-header.ts';
import type { RootKey, TrustedNode, TrustList } from './trust-list.ts';
import { findKey } from './trust-list-find.ts';
import { decodeTrustListPayload, encodeTrustListPayload } from './trust-list-payload.ts';
import { prepareTrustList } from './trust-list-sign.ts';
import { verifyTrustList } from './trust-list-verify.ts';

const requirements = { roots: ROOTS, threshold: 2, now: NOW, minimumVersion: 7 };

function verify(bytes: Uint8Array, changes: Partial<typeof requirements> = {}): Promise<TrustList> {
  return verifyTrustList(bytes, { ...requirements, ...changes }, nodeVerifier);
}

describe('who must have signed', () => {
  test('two of three roots are enough where two are asked for', async () => {
    expect(await verify(await signTrustList(TRUST_LIST))).toEqual(TRUST_LIST);
  });

  test('one root is not', async () => {
    expect(await rejectionCodeOf(verify(await signTrustList(TRUST_LIST, [KEYS.rootA])))).toBe('trust-list-threshold');
  });

  test('one root that signs twice counts once', async () => {
    const bytes = await signTrustList(TRUST_LIST, [KEYS.rootA, KEYS.rootA]);
    expect(await rejectionCodeOf(verify(bytes))).toBe('trust-list-threshold');
  });

  test('one root that is pinned under two ids counts once', async () => {
    const twice: RootKey[] = [...ROOTS.slice(0, 1), { kid: KEYS.rootB.kid, key: KEYS.rootA.publicKey }];
    const signedTwice = await signTrustList(TRUST_LIST, [KEYS.rootA, { ...KEYS.rootA, kid: KEYS.rootB.kid }]);
    expect(await rejectionCodeOf(verify(signedTwice, { roots: twice }))).toBe('trust-list-threshold');
  });

  test('a signature of somebody else under the id of a root does not count, and does no harm', async () => {
    const impostor = { ...KEYS.forger, kid: KEYS.rootB.kid };
    expect(await rejectionCodeOf(verify(await signTrustList(TRUST_LIST, [KEYS.rootA, impostor])))).toBe(
      'trust-list-threshold',
    );
    expect(await verify(await signTrustList(TRUST_LIST, [impostor, KEYS.rootA, KEYS.rootC]))).toEqual(TRUST_LIST);
  });

  test('a threshold of zero, or none at all, trusts nobody', async () => {
    const bytes = await signTrustList(TRUST_LIST);
    expect(await rejectionCodeOf(verify(bytes, { threshold: 0 }))).toBe('trust-list-threshold');
    expect(await rejectionCodeOf(verify(bytes, { threshold: Number.NaN }))).toBe('trust-list-threshold');
  });

  test('a changed byte in the content leaves no signature', async () => {
    const bytes = await signTrustList(TRUST_LIST);
    const text = new TextDecoder('latin1').decode(bytes);
    bytes[text.indexOf('https://sx.example/') + 8] = 'y'.charCodeAt(0);
    expect(await rejectionCodeOf(verify(bytes))).toBe('trust-list-threshold');
  });

  test('a signer without a key id does not count, and does no harm', async () => {
    const message = decodeSign(await signTrustList(TRUST_LIST), { tagged: 'required' });
    const nameless = { protected: new Map([[1, -7]]), unprotected: new Map(), signature: new Uint8Array(64) };
    const [first, second] = message.signers as [Signer, Signer];
    expect(await verify(encodeSign(message, message.payload, [nameless, first, second]))).toEqual(TRUST_LIST);
    const alone = encodeSign(message, message.payload, [nameless]);
    expect(await rejectionCodeOf(verify(alone))).toBe('trust-list-threshold');
  });

  test('a root who has not signed yet is left out', async () => {
    const signers = [KEYS.rootA, KEYS.rootB, KEYS.rootC];
    const prepared = prepareTrustList(
      TRUST_LIST,
      signers.map(({ kid }) => ({ suite: 'ES256', kid })),
    );
    const [first, , third] = await Promise.all(
      signers.map(async (signer, i) => signer.sign(prepared.toBeSigned[i] as Uint8Array)),
    );
    expect(await verify(prepared.finish([first, undefined, third]))).toEqual(TRUST_LIST);
    expect(codeOf(() => prepared.finish([]))).toBe('trust-list-threshold');
  });
});

describe('which list is taken', () => {
  test('never an older version than the one held', async () => {
    const bytes = await signTrustList(TRUST_LIST);
    expect(await rejectionCodeOf(verify(bytes, { minimumVersion: 8 }))).toBe('trust-list-version');
  });

  test('an expired one is returned, so that verification can say so', async () => {
    expect(await verify(await signTrustList(TRUST_LIST), { now: TRUST_LIST.expiresAt + 1 })).toEqual(TRUST_LIST);
  });

  test('none from beyond tomorrow', async () => {
    const bytes = await signTrustList(TRUST_LIST);
    expect(await rejectionCodeOf(verify(bytes, { now: TRUST_LIST.issuedAt - 86_401 }))).toBe('trust-list-from-future');
    expect(await verify(bytes, { now: TRUST_LIST.issuedAt - 86_400 })).toEqual(TRUST_LIST);
  });

  test('none without its tag, and none without its content', async () => {
    const bytes = await signTrustList(TRUST_LIST);
    expect(await rejectionCodeOf(verify(bytes.slice(2)))).toBe('cose-wrong-tag');
    const { payload: _, ...message } = decodeSign(bytes, { tagged: 'required' });
    const detached = encodeSign(message, null, message.signers);
    expect(await rejectionCodeOf(verify(detached))).toBe('cose-payload-detached');
  });
});

describe('what a list may say', () => {
  const content = (): CborMap => decodeCbor(encodeTrustListPayload(TRUST_LIST)) as CborMap;
  const node = (map: CborMap): CborMap => (map.get('nodes') as CborMap[])[0] as CborMap;
  const key = (map: CborMap): CborMap => (node(map).get('keys') as CborMap[])[0] as CborMap;

  const refused: [what: string, change: (map: CborMap) => unknown][] = [
    ['a field more', (map) => map.set('comment', 'x')],
    ['a field less', (map) => map.delete('expiresAt')],
    ['a version of text', (map) => map.set('version', '7')],
    ['one division twice', (map) => map.set('nodes', [node(map), node(map)])],
    ['a division of five digits', (map) => node(map).set('division', '37000')],
    ['a base URL without closing slash', (map) => node(map).set('baseUrl', 'https://sd.example')],
    ['a base URL that climbs', (map) => node(map).set('baseUrl', 'https://sd.example/../')],
    ['an empty name', (map) => (node(map).get('name') as CborMap).set('zh', '')],
    ['a name beyond 128 characters', (map) => (node(map).get('name') as CborMap).set('en', 'x'.repeat(129))],
    ['a use nobody knows', (map) => key(map).set('use', 'anything')],
    ['a coordinate of 31 bytes', (map) => key(map).set('x', new Uint8Array(31))],
    ['a kid of nine bytes', (map) => key(map).set('kid', new Uint8Array(9))],
    ['one kid twice in a node', (map) => node(map).set('keys', [key(map), key(map)])],
    ['a log key of 31 bytes', (map) => (node(map).get('log') as CborMap).set('key', new Uint8Array(31))],
    ['a mode nobody knows', (map) => (node(map).get('recognition') as CborMap).set('mode', 'none')],
    ['a greeting instead of a list', (map) => map.set('nodes', 'hello')],
  ];
  test.each(refused)('%s is refused', (_, change) => {
    const map = content();
    change(map);
    expect(codeOf(() => decodeTrustListPayload(encodeCbor(map as CborInput)))).toBe('malformed-trust-list');
  });

  test('the unchanged list is read', () => {
    expect(decodeTrustListPayload(encodeCbor(content() as CborInput))).toEqual(TRUST_LIST);
  });

  test('a key of a suite nobody knows yet is left out, the others stay', () => {
    const map = content();
    (node(map).get('keys') as CborMap[]).push(
      new Map([
        ...key(map),
        ['suite', 'ML-DSA-44'],
        ['kid', new Uint8Array(20)],
        ['x', new Uint8Array(100)],
        ['y', new Uint8Array(0)],
      ]),
    );
    expect(decodeTrustListPayload(encodeCbor(map as CborInput))).toEqual(TRUST_LIST);
  });

  test('an unreadable list is never prepared for signing', () => {
    const list = { ...TRUST_LIST, nodes: [{ ...(TRUST_LIST.nodes[0] as TrustedNode), baseUrl: 'sd.example' }] };
    expect(codeOf(() => prepareTrustList(list, [{ suite: 'ES256', kid: KEYS.rootA.kid }]))).toBe(
      'malformed-trust-list',
    );
  });

  test('content of a wrong shape is refused even when the roots signed it', async () => {
    const payload = encodeCbor({ version: 9 });
    const header = new Map<number, number | Uint8Array>([
      [1, -7],
      [4, KEYS.rootA.kid],
    ]);
    const none = new Uint8Array(0);
    const signature = await KEYS.rootA.sign(sigStructure(none, encodeProtected(header), none, payload));
    const empty = { protected: new Map(), unprotected: new Map() };
    const bytes = encodeSign(empty, payload, [{ ...empty, protected: header, signature }]);
    expect(await rejectionCodeOf(verify(bytes, { threshold: 1 }))).toBe('malformed-trust-list');
  });
});

describe('a key may sign', () => {
  const { shandongStrip, shandongStatus, shanxiStrip, forger } = KEYS;
  const reasonFor = (kid: Uint8Array, issuer: string, at = NOW): string => {
    const search = findKey(TRUST_LIST, kid, 'strip', issuer, at);
    return search.found ? 'found' : search.reason;
  };

  test('for its own division and those below', () => {
    expect([reasonFor(shandongStrip.kid, '370000'), reasonFor(shandongStrip.kid, '370102')]).toEqual([
      'found',
      'found',
    ]);
  });

  test('never for a neighbour', () => {
    expect(reasonFor(shanxiStrip.kid, '370000')).toBe('not-allowed');
  });

  test('never for another use', () => {
    expect(reasonFor(shandongStatus.kid, '370000')).toBe('not-allowed');
  });

  test('only within its validity, the end excluded', () => {
    const from = NOW - 30 * 86_400;
    const to = NOW + 60 * 86_400;
    expect([from - 1, from, to - 1, to].map((at) => reasonFor(shandongStrip.kid, '370000', at))).toEqual([
      'not-current',
      'found',
      'found',
      'not-current',
    ]);
  });

  test('only when it is listed, and only for listed provinces', () => {
    expect([reasonFor(forger.kid, '370000'), reasonFor(shandongStrip.kid, '410000')]).toEqual([
      'unknown-key',
      'unknown-issuer',
    ]);
  });
});
