import { ed25519 } from '@noble/curves/ed25519.js';
import * as es256 from '../src/es256.ts';
import { verifierBySuite } from '../src/index.ts';
import * as sm2 from '../src/sm2-sm3.ts';
import type { Platform } from './platform.ts';

const SIGN = { ES256: es256.sign, 'SM2-SM3': sm2.sign } as const;

/** No cryptography from outside: the pure JavaScript that phones without any use. */
export const purePlatform: Platform = {
  verifier: verifierBySuite({ ES256: es256.verifier.verify, 'SM2-SM3': sm2.verifier.verify }),
  sha256: es256.sha256,
  verifyEd25519: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey);
    } catch {
      return false;
    }
  },
  signer: async ({ privateKey, publicKey }) => SIGN[publicKey.suite](privateKey),
  ed25519Signer:
    async ({ seed }) =>
    (message) =>
      ed25519.sign(message, seed),
};
