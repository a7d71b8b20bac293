import { describe, expect, test } from 'vitest';
import { codeOf, rejectionCodeOf } from '../test/codec-error.ts';
import { fromHex, toHex } from '../test/hex.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { type CborInput, CborTag, type CborValue, encodeCbor } from './cbor.ts';
import { decodeSign1, encodeSign1, sigStructure1, verifySign1 } from './cose.ts';
import { encodeProtected } from './cose-header.ts';
import { publicKey, sign } from './es256.ts';
import type { PublicKey } from './suites.ts';

/** Key "11" of the COSE working group's examples. */
const key11: PublicKey = {
  suite: 'ES256',
  x: fromHex('bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff'),
  y: fromHex('20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e'),
};
const CONTENT = '546869732069732074686520636F6E74656E742E';
const R = 'EAE868ECC176883766C5DC5BA5B8DCA25DAB3C2E56A551CE5705B793914348E1';
const S = '9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794';

describe('the signed CWT of RFC 8392 Appendix A.3', () => {
  const key: PublicKey = {
    suite: 'ES256',
    x: fromHex('143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f'),
    y: fromHex('60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9'),
  };
  const cwt = fromHex(
    'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30',
  );

  test('verifies', async () => {
    const message = await verifySign1(cwt, key, nodeVerifier);
    expect(toHex(message.protectedBytes)).toBe('a10126');
    expect(message.tagged).toBe(true);
  });

  test('does not verify with another key', async () => {
    expect(await rejectionCodeOf(verifySign1(cwt, key11, nodeVerifier))).toBe('bad-signature');
  });
});

describe('the COSE working group’s sign1 examples', () => {
  test('sign-pass-02: external data', async () => {
    const bytes = fromHex(
      `D28443A10126A10442313154${CONTENT}5840${R}55388B10C4F1B59A6733EAB416870A945111A4B2FBDBEF33A77234B1DEFF2F9B`,
    );
    const externalAad = fromHex('11aa22bb33cc44dd55006699');
    const message = await verifySign1(bytes, key11, nodeVerifier, { externalAad });
    expect(toHex(sigStructure1(message.protectedBytes, externalAad, message.payload as Uint8Array))).toBe(
      '846a5369676e61747572653143a101264c11aa22bb33cc44dd5500669954546869732069732074686520636f6e74656e742e',
    );
    expect(await rejectionCodeOf(verifySign1(bytes, key11, nodeVerifier))).toBe('bad-signature');
  });

  test('sign-pass-03: without the tag, accepted only where the tag is optional', async () => {
    const bytes = fromHex(`8443A10126A10442313154${CONTENT}5840${R}${S}`);
    await expect(verifySign1(bytes, key11, nodeVerifier)).resolves.toHaveProperty('tagged', false);
    expect(codeOf(() => decodeSign1(bytes, { tagged: 'required' }))).toBe('cose-wrong-tag');
  });

  test('sign-pass-01: an encoded empty map as protected header is signed as zero bytes', async () => {
    const bytes = fromHex(
      `D28441A0A201260442313154${CONTENT}5840${R}1A02E5F0344BF2D4EE5C7FD75A68A9F5E0B3CC1F1FC1409C189566586FF9D610`,
    );
    await expect(verifySign1(bytes, key11, nodeVerifier, { unprotectedAlg: 'accept' })).resolves.toHaveProperty(
      'tagged',
      true,
    );
  });

  test('sign-pass-01: an algorithm that is not protected is refused unless the caller allows it', async () => {
    const bytes = fromHex(
      `D28441A0A201260442313154${CONTENT}5840${R}1A02E5F0344BF2D4EE5C7FD75A68A9F5E0B3CC1F1FC1409C189566586FF9D610`,
    );
    expect(await rejectionCodeOf(verifySign1(bytes, key11, nodeVerifier))).toBe('cose-alg-not-protected');
  });

  const failures: [what: string, hex: string, code: string][] = [
    ['sign-fail-01: wrong tag', `D903E68443A10126A10442313154${CONTENT}5840${R}${S}`, 'cose-wrong-tag'],
    [
      'sign-fail-02: changed content',
      `D28443A10126A10442313154546869732069732074686520636F6E74656E742F5840${R}${S}`,
      'bad-signature',
    ],
    ['sign-fail-03: algorithm −999', `D28445A1013903E6A10442313154${CONTENT}5840${R}${S}`, 'unknown-suite'],
    [
      'sign-fail-04: algorithm "unknown"',
      `D2844AA10167756E6B6E6F776EA10442313154${CONTENT}5840${R}${S}`,
      'unknown-suite',
    ],
    ['sign-fail-06: protected attribute added', `D28445A201260300A10442313154${CONTENT}5840${R}${S}`, 'bad-signature'],
    [
      'sign-fail-07: protected attribute removed',
      `D28443A10126A10442313154${CONTENT}5840${R}72727F48461FABBBA2E343492DDECAC3983686250BC68E9F1A7A07D41225B59F`,
      'bad-signature',
    ],
  ];
  test.each(failures)('%s', async (_, hex, code) => {
    expect(await rejectionCodeOf(verifySign1(fromHex(hex), key11, nodeVerifier))).toBe(code);
  });
});

describe('a message with honest signature and dishonest headers', () => {
  const privateKey = fromHex('01'.repeat(32));
  const key = publicKey(privateKey);
  const payload = fromHex('aa');
  const none = new Uint8Array(0);

  async function message(
    header: [CborValue, CborValue][],
    unprotected: [CborValue, CborValue][] = [],
    carried: Uint8Array | null = payload,
  ): Promise<Uint8Array> {
    const headers = { protected: new Map(header), unprotected: new Map(unprotected) };
    const toBeSigned = sigStructure1(encodeProtected(headers.protected), none, payload);
    return encodeSign1(headers, carried, await sign(privateKey)(toBeSigned));
  }

  test('verifies when the headers are plain', async () => {
    await expect(verifySign1(await message([[1, -7]]), key, nodeVerifier)).resolves.toHaveProperty('payload', payload);
  });

  const refused: [
    what: string,
    header: [CborValue, CborValue][],
    unprotected: [CborValue, CborValue][],
    code: string,
  ][] = [
    [
      'a critical label that is not understood',
      [
        [1, -7],
        [2, [99]],
        [99, 0],
      ],
      [],
      'cose-crit-not-understood',
    ],
    [
      'a critical label that is absent',
      [
        [1, -7],
        [2, [4]],
      ],
      [],
      'cose-crit-not-understood',
    ],
    [
      'an empty list of critical labels',
      [
        [1, -7],
        [2, []],
      ],
      [],
      'cose-crit-not-understood',
    ],
    ['a list of critical labels outside the protected header', [[1, -7]], [[2, [1]]], 'cose-crit-not-understood'],
    ['one label in both headers', [[1, -7]], [[1, -7]], 'cose-duplicate-label'],
    ['no algorithm at all', [], [], 'cose-alg-not-protected'],
    ['the algorithm of another suite', [[1, -65537]], [], 'cose-alg-mismatch'],
    [
      'a label that is neither integer nor text',
      [
        [1, -7],
        [true, 1],
      ],
      [],
      'malformed-cose',
    ],
  ];
  test.each(refused)('%s is refused', async (_, header, unprotected, code) => {
    expect(await rejectionCodeOf(verifySign1(await message(header, unprotected), key, nodeVerifier))).toBe(code);
  });

  test('a critical label that is understood is accepted', async () => {
    const bytes = await message([
      [1, -7],
      [2, [1]],
    ]);
    await expect(verifySign1(bytes, key, nodeVerifier)).resolves.toHaveProperty('tagged', true);
  });

  test('a detached payload verifies only when it is supplied', async () => {
    const bytes = await message([[1, -7]], [], null);
    await expect(verifySign1(bytes, key, nodeVerifier, { payload })).resolves.toHaveProperty('payload', null);
    expect(await rejectionCodeOf(verifySign1(bytes, key, nodeVerifier))).toBe('cose-payload-detached');
  });

  test('a payload that is both carried and supplied is refused', async () => {
    const bytes = await message([[1, -7]]);
    expect(await rejectionCodeOf(verifySign1(bytes, key, nodeVerifier, { payload }))).toBe('cose-payload-detached');
  });

  const shapes: [what: string, value: CborInput][] = [
    ['three fields', new CborTag(18, [none, new Map(), payload])],
    ['five fields', new CborTag(18, [none, new Map(), payload, none, none])],
    ['a protected header that is a map', new CborTag(18, [new Map(), new Map(), payload, none])],
    ['a protected header that encodes a list', new CborTag(18, [fromHex('80'), new Map(), payload, none])],
    ['an unprotected header that is a list', new CborTag(18, [none, [], payload, none])],
    ['a payload that is text', new CborTag(18, [none, new Map(), 'text', none])],
    ['a signature that is text', new CborTag(18, [none, new Map(), payload, 'text'])],
    ['not a list', new CborTag(18, 1)],
  ];
  test.each(shapes)('%s is malformed', (_, value) => {
    expect(codeOf(() => decodeSign1(encodeCbor(value), { tagged: 'required' }))).toBe('malformed-cose');
  });

  test('a message beyond the caller’s bound is not looked at', async () => {
    const bytes = await message([[1, -7]]);
    const code = await rejectionCodeOf(verifySign1(bytes, key, nodeVerifier, { maxBytes: bytes.length - 1 }));
    expect(code).toBe('cbor-too-large');
    await expect(verifySign1(bytes, key, nodeVerifier, { maxBytes: bytes.length })).resolves.toHaveProperty(
      'tagged',
      true,
    );
  });

  test('a signature of another length is bad, without asking the verifier', async () => {
    const bytes = encodeSign1({ protected: new Map([[1, -7]]), unprotected: new Map() }, payload, new Uint8Array(63));
    const gullible = { verify: () => true };
    expect(await rejectionCodeOf(verifySign1(bytes, key, gullible))).toBe('bad-signature');
  });
});
