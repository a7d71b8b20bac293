import type { PackedStatuses } from '../src/index.ts';
import type { Case } from './expectation.ts';
import { bytesOf, type KeyJson, publicKeyOf } from './json.ts';
import type { Codec, Platform } from './platform.ts';

/** A file of `vectors/valid/status-lists` or `vectors/invalid/status-lists`: a signed token, or the object of the JWT form. */
interface StatusListVector {
  readonly token?: string;
  readonly key?: KeyJson;
  readonly uri?: string;
  readonly now?: number;
  readonly json?: unknown;
  readonly expected: unknown;
}

export function statusListCase(codec: Codec, platform: Platform, name: string, content: unknown): Case {
  const { token, key, uri, now, json, expected } = content as StatusListVector;
  if (token === undefined) return { name, expected, run: () => contentsOf(codec, codec.decodeStatusListJson(json)) };
  return {
    name,
    expected,
    async run() {
      const bytes = bytesOf(codec, token);
      const list = await codec.verifyStatusListToken(bytes, publicKeyOf(codec, key!), platform.verifier, {
        uri: uri!,
        ...(now === undefined ? {} : { now }),
      });
      const { issuedAt, expiresAt, ttl } = list;
      return { issuedAt, expiresAt, ttl, ...contentsOf(codec, list) };
    },
  };
}

/** Every index that is not 0, so that a vector needs no million zeros. */
function contentsOf(codec: Codec, list: PackedStatuses) {
  const size = (list.list.length * 8) / list.bits;
  const statuses: [number, number][] = [];
  for (let idx = 0; idx < size; idx++) {
    const status = codec.getStatus(list, idx);
    if (status !== 0) statuses.push([idx, status]);
  }
  return { bits: list.bits, size, statuses };
}
