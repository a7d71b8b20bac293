import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareTrustList, type TrustedNode } from '@tongxing/codec';
import { ensureKeys, logOrigin, openKeyFolder } from '@tongxing/server';

/** Three roots, of which two must sign: the ceremony that provinces would hold, in one program for the world. */
const rootNames = ['root-1', 'root-2', 'root-3'];
const daySeconds = 86_400;

export interface ListedNode {
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly baseUrl: string;
  readonly keyFolder: string;
}

/** Makes roots once and signs a trust list over the nodes' keys at each start, with a version that only rises. */
export async function signTrustList(folder: string, nodes: readonly ListedNode[], now: Date): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const roots = await Promise.all(rootNames.map((name) => openRoot(folder, name)));
  await replace(
    join(folder, 'roots.json'),
    JSON.stringify(roots.map(({ kid, x, y }) => ({ kid: kid.toString('hex'), x, y }))),
  );
  const issuedAt = Math.floor(now.getTime() / 1000);
  const list = {
    version: issuedAt,
    issuedAt,
    expiresAt: issuedAt + 30 * daySeconds,
    nodes: await Promise.all(nodes.map((node) => describeNode(node, issuedAt))),
  };
  const prepared = prepareTrustList(
    list,
    roots.map(({ kid }) => ({ suite: 'ES256' as const, kid })),
  );
  const signatures = roots.map(({ key }, position) =>
    sign('sha256', prepared.toBeSigned[position] as Uint8Array, { key, dsaEncoding: 'ieee-p1363' }),
  );
  await replace(join(folder, 'trust-list.cose'), prepared.finish(signatures));
}

async function describeNode(node: ListedNode, now: number): Promise<TrustedNode> {
  await ensureKeys(node.keyFolder);
  const records = await (await openKeyFolder(node.keyFolder)).publicKeys();
  const log = records.find((record) => record.use === 'log');
  if (log === undefined) throw new Error(`${node.division} has no log key`);
  return {
    division: node.division,
    name: node.name,
    baseUrl: `${node.baseUrl}/`,
    keys: records
      .filter((record) => record.use !== 'log')
      .map((record) => {
        const point = Buffer.from(record.publicKey, 'base64url');
        return {
          kid: Buffer.from(record.kid, 'hex'),
          use: record.use,
          suite: 'ES256' as const,
          x: point.subarray(0, 32),
          y: point.subarray(32),
          validFrom: now - daySeconds,
          validTo: now + 365 * daySeconds,
        };
      }),
    log: { origin: logOrigin(node.division), key: Buffer.from(log.publicKey, 'base64url') },
    recognition: { mode: 'attestation', foreignGreen: 'pass' },
  };
}

async function openRoot(folder: string, name: string) {
  const file = join(folder, `${name}.pem`);
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const key = createPrivateKey(await readFile(file));
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { key, x, y, kid: Buffer.from(name.slice(-6)) };
}

async function replace(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
