import type { Suite } from '../src/index.ts';
import type { Ed25519KeyPair, KeyPair } from './platform.ts';

// Published in standards, private halves included, so that every realm has the same keys. For tests only.

/** RFC 6979 §A.2.5. */
export const STRIP_KEY = keyPair(
  'ES256',
  'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
  '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',
  '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
);
/** RFC 7515 §A.3.1. */
export const HOLDER_KEY = keyPair(
  'ES256',
  '8e9b109e719098bf980487df1f5d77e9cb29606ebed2263b5f57c213df84f4b2',
  '7fcdce2770f6c45d4183cbee6fdb4b7b580733357be9ef13bacf6e3c7bd15445',
  'c7f144cd1bbd9b7e872cdfedb9eeb9f4b3695d6ea90b24ad8a4623288588e5ad',
);
/** RFC 7517 §A.2. */
export const STATUS_KEY = keyPair(
  'ES256',
  'f3bd0c07a81fb932781ed52752f60cc89a6be5e51934fe01938ddb55d8f77801',
  '30a0424cd21c2944838a2d75c92b37e76ea20d9f00893a3b4eee8a3c0aafec3e',
  'e04b65e92456d9888b52b379bdfbd51ee869ef1f0fc65b6659695b6cce081723',
);
/** RFC 9052 §C.7.2, the key "11". */
export const ROOT_KEY = keyPair(
  'ES256',
  '57c92077664146e876760c9520d054aa93c3afb04e306705db6090308507b4d3',
  'bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff',
  '20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e',
);
/** GB/T 32918.5-2017, the key of the signature example. */
export const SM2_STRIP_KEY = keyPair(
  'SM2-SM3',
  '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
);
/** GB/T 32918.5-2017, user A's key of the key exchange example. */
export const SM2_HOLDER_KEY = keyPair(
  'SM2-SM3',
  '81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029',
  '160e12897df4edb61dd812feb96748fbd3ccf4ffe26aa6f6db9540af49c94232',
  '4a7dad08bb9a459531694beb20aa489d6649975e1bfcf8c4741b78b4b223007f',
);
/** RFC 8032 §7.1, test 1 and test 2. */
export const LOG_KEY = ed25519(
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
);
export const WITNESS_KEY = ed25519(
  '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
);

export function unhex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function keyPair(suite: Suite, d: string, x: string, y: string): KeyPair {
  return { privateKey: unhex(d), publicKey: { suite, x: unhex(x), y: unhex(y) } };
}

function ed25519(seed: string, publicKey: string): Ed25519KeyPair {
  return { seed: unhex(seed), publicKey: unhex(publicKey) };
}
