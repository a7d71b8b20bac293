import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sign, verifier } from '../src/es256.ts';
import type { Platform } from './platform.ts';

/** No cryptography from outside: the pure JavaScript that phones without any use. */
export const purePlatform: Platform = {
  verifier,
  sha256,
  verifyEd25519: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey);
    } catch {
      return false;
    }
  },
  es256Signer: async ({ privateKey }) => sign(privateKey),
  ed25519Signer:
    async ({ seed }) =>
    (message) =>
      ed25519.sign(message, seed),
};
