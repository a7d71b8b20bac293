import type { Case } from './expectation.ts';
import { LOG_KEY, SM2_HOLDER_KEY, SM2_STRIP_KEY, STRIP_KEY, unhex, WITNESS_KEY } from './keys.ts';
import type { Codec, Platform } from './platform.ts';

/** RFC 6979 §A.2.5, ES256 over "sample". */
const SAMPLE = unhex(
  'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
    'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
);
/** GB/T 32918.5-2017, SM2 with SM3 and user id 1234567812345678 over "message digest". */
const MESSAGE_DIGEST = unhex(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
);
/** The same message with the nonce of RFC 6979 over HMAC-SM3, calculated with Python’s integers. */
const DETERMINISTIC = 'JIWO5x1j5of+7+QfWvgKWfB5HrHavCu+cdrw5X8Gw2c9FVUN5SeFpDUATJNyVqxxXA4EF2rFcGLGci+mkvekkQ==';
/** RFC 8032 §7.1, test 2: Ed25519 over the single byte 0x72. */
const TEST_2 = unhex(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
    '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
);

/** The realm's cryptography gives the answers that the standards print, before anything is built on it. */
export function cryptoCases(codec: Codec, platform: Platform): Case[] {
  const sample = codec.encodeUtf8('sample');
  const es256 = (signature: Uint8Array, message = sample): unknown =>
    platform.verifier.verify(STRIP_KEY.publicKey, message, signature);
  const sm2 = (signature: Uint8Array, key = SM2_STRIP_KEY.publicKey): unknown =>
    platform.verifier.verify(key, codec.encodeUtf8('message digest'), signature);
  const ed25519 = (message: number): unknown =>
    platform.verifyEd25519(WITNESS_KEY.publicKey, Uint8Array.of(message), TEST_2);
  return [
    { name: 'ES256 of RFC 6979 verifies', expected: true, run: () => es256(SAMPLE) },
    { name: 'ES256 over another message does not', expected: false, run: () => es256(SAMPLE, Uint8Array.of(1)) },
    { name: 'ES256 with r = s = 0 does not', expected: false, run: () => es256(new Uint8Array(64)) },
    { name: 'ES256 of 63 bytes does not', expected: false, run: () => es256(SAMPLE.subarray(1)) },
    {
      name: 'ES256 under a point off the curve does not',
      expected: false,
      run: () => platform.verifier.verify({ ...STRIP_KEY.publicKey, x: STRIP_KEY.publicKey.y }, sample, SAMPLE),
    },
    {
      name: 'ES256 signed here verifies here',
      expected: true,
      run: async () => es256(await (await platform.signer(STRIP_KEY))(sample)),
    },
    { name: 'SM2 of GB/T 32918.5 verifies', expected: true, run: () => sm2(MESSAGE_DIGEST) },
    {
      name: 'SM2 under another key does not',
      expected: false,
      run: () => sm2(MESSAGE_DIGEST, SM2_HOLDER_KEY.publicKey),
    },
    { name: 'SM2 with r = s = 0 does not', expected: false, run: () => sm2(new Uint8Array(64)) },
    { name: 'SM2 of 63 bytes does not', expected: false, run: () => sm2(MESSAGE_DIGEST.subarray(1)) },
    {
      name: 'SM2 under a point of P-256 does not',
      expected: false,
      run: () => sm2(MESSAGE_DIGEST, { ...STRIP_KEY.publicKey, suite: 'SM2-SM3' }),
    },
    {
      name: 'SM2 signed here is the same in every realm',
      expected: DETERMINISTIC,
      run: async () =>
        codec.encodeBase64(await (await platform.signer(SM2_STRIP_KEY))(codec.encodeUtf8('message digest'))),
    },
    {
      name: 'SM2 signed here verifies here',
      expected: true,
      run: async () => sm2(await (await platform.signer(SM2_STRIP_KEY))(codec.encodeUtf8('message digest'))),
    },
    { name: 'Ed25519 of RFC 8032 verifies', expected: true, run: () => ed25519(0x72) },
    { name: 'Ed25519 over another message does not', expected: false, run: () => ed25519(0x73) },
    {
      name: 'Ed25519 signs as RFC 8032 prints',
      expected: codec.encodeBase64(TEST_2),
      run: async () => codec.encodeBase64(await (await platform.ed25519Signer(WITNESS_KEY))(Uint8Array.of(0x72))),
    },
    {
      name: 'SHA-256 of nothing is as FIPS 180-4 prints',
      expected: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      run: () => codec.encodeBase64(platform.sha256(new Uint8Array(0))),
    },
    {
      name: 'the id of a log key is that of its type',
      expected: true,
      run: () =>
        codec.noteKey('a.example', 'ed25519', LOG_KEY.publicKey, platform.sha256).keyId !==
        codec.noteKey('a.example', 'cosignature', LOG_KEY.publicKey, platform.sha256).keyId,
    },
  ];
}
