import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';
import { sha256 } from './ids.ts';
import { openLogMemory } from './log-memory.ts';
import { SignerRefusal, type KeyUse, type PublicKeyRecord, type Signer } from './signer.ts';

const uses: readonly KeyUse[] = ['strip', 'status', 'federation', 'log'];

/** Makes the keys that are missing, one for each use, readable by the owner only. Existing keys are never touched. */
export async function ensureKeys(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const present = new Set(await readdir(folder));
  for (const use of uses) {
    if (present.has(`${use}.pem`)) continue;
    const pair = use === 'log' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeDurably(folder, `${use}.pem`, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
}

/**
 * A signer over a folder of PKCS #8 keys, for the signer role and for a node that runs as one process. The log key signs nothing but
 * checkpoints, and never two trees of one size.
 */
export async function openKeyFolder(folder: string): Promise<Signer> {
  const keys = new Map<string, KeyObject>();
  const records: PublicKeyRecord[] = [];
  for (const use of uses) {
    const key = createPrivateKey(await readFile(join(folder, `${use}.pem`)));
    const record = describe(key, use);
    keys.set(record.kid, key);
    records.push(record);
  }
  const log = await openLogMemory(folder);
  const logKey = createPrivateKey(await readFile(join(folder, 'log.pem')));
  return {
    publicKeys: async () => records,
    async sign(kid, messages) {
      const key = keys.get(kid);
      if (key === undefined) throw new SignerRefusal('unknown-key');
      if (key.asymmetricKeyType === 'ed25519') throw new SignerRefusal('log-key');
      return messages.map((message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
    },
    signedCheckpoint: async () => log.last(),
    async signCheckpoint(text, proof) {
      await log.admit(text, proof);
      return sign(null, Buffer.from(text), logKey);
    },
  };
}

function describe(key: KeyObject, use: KeyUse): PublicKeyRecord {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  const bytes = Buffer.concat([Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]);
  return {
    kid: sha256(bytes).subarray(0, 8).toString('hex'),
    use,
    suite: use === 'log' ? 'Ed25519' : 'ES256',
    publicKey: bytes.toString('base64url'),
  };
}
