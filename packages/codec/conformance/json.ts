import type { PublicKey, Suite } from '../src/index.ts';
import type { Codec } from './platform.ts';

/** A public key as vector files carry it: coordinates in base64. */
export interface KeyJson {
  readonly suite: Suite;
  readonly x: string;
  readonly y: string;
}

export function publicKeyOf(codec: Codec, { suite, x, y }: KeyJson): PublicKey {
  return { suite, x: bytesOf(codec, x), y: bytesOf(codec, y) };
}

export function keyJsonOf(codec: Codec, { suite, x, y }: PublicKey): KeyJson {
  return { suite, x: codec.encodeBase64(x), y: codec.encodeBase64(y) };
}

/** Bytes of base64; a vector file that holds anything else is wrong itself. */
export function bytesOf(codec: Codec, base64: string): Uint8Array {
  const bytes = codec.decodeBase64(base64);
  if (bytes === undefined) throw new Error('vector file: not base64');
  return bytes;
}
