import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureKeys, openKeyFolder } from './key-folder.ts';
import { connectSigner, serveSigner } from './signer-socket.ts';
import { keyFor, type KeyUse, type Signer } from './signer.ts';

let folder: string;
let socket: string;
let server: Server;
let signer: Signer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-signer-'));
  socket = join(folder, 's');
  await ensureKeys(join(folder, 'keys'));
  server = await serveSigner(await openKeyFolder(join(folder, 'keys')), socket);
  signer = connectSigner(socket);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await rm(folder, { recursive: true });
});

async function holds(use: KeyUse, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const point = Buffer.from((await keyFor(signer, use)).publicKey, 'base64url');
  const x = point.subarray(0, 32).toString('base64url');
  const jwk =
    use === 'log'
      ? { kty: 'OKP', crv: 'Ed25519', x }
      : { kty: 'EC', crv: 'P-256', x, y: point.subarray(32).toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify(use === 'log' ? null : 'sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

describe('the signer behind its socket', () => {
  it('names one key for each use, and signs in order what is sent, an empty message too', async () => {
    const keys = await signer.publicKeys();
    expect(keys.map(({ use }) => use)).toEqual(['strip', 'status', 'federation', 'log']);
    const messages = [Buffer.from('one'), Buffer.alloc(0), Buffer.from([0, 255, 128])];
    for (const { kid, use } of keys.filter(({ use }) => use !== 'log')) {
      const signatures = await signer.sign(kid, messages);
      expect(signatures.map((signature) => signature.length)).toEqual([64, 64, 64]);
      for (const [at, message] of messages.entries()) expect(await holds(use, message, signatures[at]!)).toBe(true);
      expect(await holds(use, messages[0]!, signatures[1]!)).toBe(false);
    }
  });

  it('signs nothing and for nobody under a key id it does not hold', async () => {
    const unknown = { code: 'unknown-key' };
    await expect(signer.sign('0011223344556677', [Buffer.from('x')])).rejects.toMatchObject(unknown);
    await expect(signer.sign('__proto__', [Buffer.from('x')])).rejects.toMatchObject(unknown);
    expect(await signer.sign((await keyFor(signer, 'strip')).kid, [])).toEqual([]);
  });

  it('signs nothing but checkpoints with the log key, and no tree that contradicts the last one', async () => {
    const { kid } = await keyFor(signer, 'log');
    await expect(signer.sign(kid, [Buffer.from('x')])).rejects.toMatchObject({ code: 'log-key' });
    await expect(signer.signCheckpoint('x', [])).rejects.toMatchObject({ code: 'not-a-checkpoint' });
    expect(await signer.signedCheckpoint()).toBeUndefined();
    const text = (root: number) => `example.org/log\n1\n${Buffer.alloc(32, root).toString('base64')}\n`;
    expect(await holds('log', Buffer.from(text(1)), await signer.signCheckpoint(text(1), []))).toBe(true);
    await expect(signer.signCheckpoint(text(2), [])).rejects.toMatchObject({ code: 'log-forked' });
    expect(await signer.signedCheckpoint()).toBe(text(1));
  });

  it.each(['', 'no json', 'null', '[]', '{"kid":1}', '{"kid":"x","messages":7}'])(
    'survives a request that is none: %j',
    async (body) => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        request({ socketPath: socket, path: '/sign', method: 'POST' }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end(body);
      });
      expect(status).toBe(400);
      expect(await signer.sign((await keyFor(signer, 'strip')).kid, [Buffer.from('x')])).toHaveLength(1);
    },
  );

  it('can be reached by its own user only', async () => {
    expect((await stat(socket)).mode & 0o777).toBe(0o600);
    for (const name of await readdir(join(folder, 'keys'))) {
      expect((await stat(join(folder, 'keys', name))).mode & 0o777).toBe(0o600);
    }
  });

  it('that is not there makes signing fail, not hang', async () => {
    await expect(connectSigner(join(folder, 'nobody')).sign('x', [])).rejects.toThrow(/start the signer role first/);
  });
});

describe('the folder of keys', () => {
  it('keeps the keys it has', async () => {
    const before = await readFile(join(folder, 'keys', 'strip.pem'), 'utf8');
    await ensureKeys(join(folder, 'keys'));
    expect(await readFile(join(folder, 'keys', 'strip.pem'), 'utf8')).toBe(before);
  });

  it('with a broken key is refused rather than mended', async () => {
    const other = await mkdtemp(join(tmpdir(), 'tx-keys-'));
    await writeFile(join(other, 'log.pem'), 'broken');
    await ensureKeys(other);
    await expect(openKeyFolder(other)).rejects.toThrow(Error);
    await rm(other, { recursive: true });
  });
});
