import { generateKeyPairSync, sign } from 'node:crypto';
import { prepareTrustList, type TrustedNode } from '@tongxing/codec';
import type { PublicKeyRecord, Signer } from '../src/platform/signer.ts';

/** Root keys of a test, of which two must sign. */
export interface Roots {
  /** The file of pinned roots. */
  readonly file: string;
  sign(nodes: readonly TrustedNode[], now: Date, list?: { version?: number; expiresAt?: number }): Uint8Array;
}

export function createRoots(): Roots {
  const pairs = ['root-1', 'root-2'].map((name) => ({
    kid: Buffer.from(name),
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  }));
  const pinned = pairs.map(({ kid, publicKey }) => {
    const { x, y } = publicKey.export({ format: 'jwk' });
    return { kid: kid.toString('hex'), x, y };
  });
  return {
    file: JSON.stringify(pinned),
    sign(nodes, now, list = {}) {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const prepared = prepareTrustList(
        { version: 1, issuedAt, expiresAt: issuedAt + 30 * 86_400, nodes: [...nodes], ...list },
        pairs.map(({ kid }) => ({ suite: 'ES256', kid })),
      );
      return prepared.finish(
        pairs.map(({ privateKey }, position) =>
          sign('sha256', prepared.toBeSigned[position] as Uint8Array, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
        ),
      );
    },
  };
}

/** A node as the trust list names it, valid around `now`. */
export async function listNode(division: string, baseUrl: string, signer: Signer, now: Date): Promise<TrustedNode> {
  const at = Math.floor(now.getTime() / 1000);
  const records = await signer.publicKeys();
  return {
    division,
    name: { zh: division, en: division },
    baseUrl: `${baseUrl}/`,
    keys: records.flatMap((record) => (record.use === 'log' ? [] : [listKey(record, record.use, at)])),
    log: {
      origin: `tongxing.invalid/${division}`,
      key: Buffer.from(records.find(({ use }) => use === 'log')?.publicKey ?? '', 'base64url'),
    },
    recognition: { mode: 'attestation', foreignGreen: 'pass' },
  };
}

function listKey(record: PublicKeyRecord, use: Exclude<PublicKeyRecord['use'], 'log'>, at: number) {
  const point = Buffer.from(record.publicKey, 'base64url');
  return {
    kid: Buffer.from(record.kid, 'hex'),
    use,
    suite: 'ES256' as const,
    x: point.subarray(0, 32),
    y: point.subarray(32),
    validFrom: at - 86_400,
    validTo: at + 365 * 86_400,
  };
}
