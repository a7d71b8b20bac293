import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type NoteKey, noteKey, type NoteKeyType } from '../src/note-key.ts';
import type { SignEd25519, VerifyEd25519 } from '../src/note-signature.ts';

/** DER before a raw Ed25519 key: RFC 8410 §7 and §4. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};

/** Signs notes with the key of a 32-byte seed, and tells the public key. */
export function noteSigner(name: string, type: NoteKeyType, seed: Uint8Array): { key: NoteKey; sign: SignEd25519 } {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = Uint8Array.from(spki.subarray(SPKI.length));
  return {
    key: noteKey(name, type, publicKey, sha256),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
