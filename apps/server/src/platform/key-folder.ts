import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './ids.ts';
import type { KeyUse, PublicKeyRecord, Signer } from './signer.ts';

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

/** A signer over a folder of PKCS #8 keys, for the signer role and for a node that runs as one process. */
export async function openKeyFolder(folder: string): Promise<Signer> {
  const keys = new Map<string, KeyObject>();
  const records: PublicKeyRecord[] = [];
  for (const use of uses) {
    const key = createPrivateKey(await readFile(join(folder, `${use}.pem`)));
    const record = describe(key, use);
    keys.set(record.kid, key);
    records.push(record);
  }
  return {
    publicKeys: async () => records,
    async sign(kid, messages) {
      const key = keys.get(kid);
      if (key === undefined) throw new Error(`no key ${kid}`);
      const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
      return messages.map((message) => sign(digest, message, { key, dsaEncoding: 'ieee-p1363' }));
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

/** Written beside, flushed, then renamed: a key is either wholly there or not there. */
async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `.${name}.new`);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, name));
}
