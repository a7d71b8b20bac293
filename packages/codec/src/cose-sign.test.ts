import { describe, expect, test } from 'vitest';
import { codeOf, rejectionCodeOf } from '../test/codec-error.ts';
import { fromHex, toHex } from '../test/hex.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { decodeSign, encodeSign, type Signer, type SignMessage, sigStructure, verifySigner } from './cose-sign.ts';
import type { PublicKey } from './suites.ts';

/** Key "11" of the COSE working group's examples. */
const key11: PublicKey = {
  suite: 'ES256',
  x: fromHex('bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff'),
  y: fromHex('20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e'),
};
const CONTENT = '546869732069732074686520636F6E74656E742E';
const R = 'EAE868ECC176883766C5DC5BA5B8DCA25DAB3C2E56A551CE5705B793914348E1';

function decode(hex: string): { message: SignMessage; signer: Signer } {
  const message = decodeSign(fromHex(hex), { tagged: 'optional', encoding: 'valid' });
  return { message, signer: message.signers[0] as Signer };
}

describe('the COSE working group’s examples with one signer', () => {
  const tail = `5840${R}4EEA4AEE6E0C9F09DB4EF3DDECA8F3506CD1A98A8FB64327BE470355C9657CE0`;

  test('sign-pass-01: an encoded empty map as body header is signed as zero bytes', async () => {
    const { message, signer } = decode(`D8628441A0A054${CONTENT}818343A10126A104423131${tail}`);
    await expect(verifySigner(message, signer, key11, nodeVerifier)).resolves.toBe(undefined);
    expect(
      toHex(
        sigStructure(message.protectedBytes, signer.protectedBytes, new Uint8Array(0), message.payload as Uint8Array),
      ),
    ).toBe('85695369676e61747572654043a101264054546869732069732074686520636f6e74656e742e');
  });

  test('sign-pass-02: external data', async () => {
    const { message, signer } = decode(
      `D8628440A054${CONTENT}818343A10126A1044231315840${R}8793007A75771850E851D2DDB5DF9C721078F7F093634314971F00463B488D7C`,
    );
    const externalAad = fromHex('11aa22bb33cc44dd55006699');
    await expect(verifySigner(message, signer, key11, nodeVerifier, { externalAad })).resolves.toBe(undefined);
    expect(await rejectionCodeOf(verifySigner(message, signer, key11, nodeVerifier))).toBe('bad-signature');
  });

  test('sign-pass-03: without the tag', async () => {
    const { message, signer } = decode(`8440A054${CONTENT}818343A10126A104423131${tail}`);
    await expect(verifySigner(message, signer, key11, nodeVerifier)).resolves.toBe(undefined);
  });

  test('sign-fail-02: changed signature', async () => {
    const { message, signer } = decode(
      `D8628440A054${CONTENT}818343A10126A1044231315840E2AEAFD40D69D19DFE6E52077C5D7FF4E408282CBEFB5D06CBF414AF2E19D982AC45AC98B8544C908B4507DE1E90B717C3D34816FE926A2B98F53AFD2FA0F30B`,
    );
    expect(await rejectionCodeOf(verifySigner(message, signer, key11, nodeVerifier))).toBe('bad-signature');
  });
});

describe('the shape of a message with several signers', () => {
  const headers = { protected: new Map(), unprotected: new Map() };
  const signer = { ...headers, protected: new Map([[1, -7]]), signature: new Uint8Array(64) };

  test('what is encoded is decoded again', () => {
    const message = decodeSign(encodeSign(headers, fromHex('aa'), [signer, signer]), { tagged: 'required' });
    expect(message.signers.map((one) => toHex(one.protectedBytes))).toEqual(['a10126', 'a10126']);
  });

  test('nobody, and more signers than any list of ours has, is malformed', () => {
    const crowd = Array.from({ length: 33 }, () => signer);
    for (const signers of [[], crowd])
      expect(codeOf(() => decodeSign(encodeSign(headers, null, signers), { tagged: 'required' }))).toBe(
        'malformed-cose',
      );
  });

  test('a message for one signer is not one for several', () => {
    expect(codeOf(() => decodeSign(fromHex('d28440a0f640'), { tagged: 'required' }))).toBe('cose-wrong-tag');
  });
});
