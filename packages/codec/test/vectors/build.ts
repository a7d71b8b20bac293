import { KEYS } from '../two-provinces.ts';
import { codeVectors } from './codes.ts';
import { base64 } from './context.ts';
import { placeCodeVectors } from './place-codes.ts';
import { presentationVectors } from './presentations.ts';
import { trustListVectors } from './trust-lists.ts';

/** Every vector file of codes, presentations, place codes and trust lists: path below the vectors folder → text of the file. */
export async function buildVectors(): Promise<Map<string, string>> {
  const vectors = [
    ...(await codeVectors()),
    ...(await presentationVectors()),
    ...(await placeCodeVectors()),
    ...(await trustListVectors()),
  ];
  return new Map([
    ['keys.json', json(keys())],
    ...vectors.map(([path, vector]): [string, string] => [path, json(vector)]),
  ]);
}

function keys(): unknown {
  return {
    about: 'Test-only keys, published on purpose. Whoever trusts one of them outside a test trusts everybody.',
    keys: Object.values(KEYS).map(({ name, kid, privateKey, publicKey }) => ({
      name,
      suite: publicKey.suite,
      kid: base64(kid),
      x: base64(publicKey.x),
      y: base64(publicKey.y),
      d: base64(privateKey),
    })),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
