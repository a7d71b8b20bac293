import { verify } from 'node:crypto';
import { consistencyProof, verifyConsistency, type HashAt } from '@tongxing/codec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEntry, describeLog, sequenceLog } from './index.ts';
import { at, openTestLog, type TestLog } from './test/log.ts';
import { leafHash, sha256, treeHash } from './test/rfc6962.ts';

let log: TestLog;
beforeEach(async () => {
  log = await openTestLog();
});
afterEach(() => log.handle.close());

async function hashes(path: string): Promise<Buffer[]> {
  const { content } = await log.tile(path);
  const bytes = Buffer.from(content as Uint8Array);
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
}

/** Entry bundle of C2SP tlog-tiles: length as uint16, then the entry. */
async function entries(path: string): Promise<Buffer[]> {
  let rest = Buffer.from((await log.tile(path)).content as Uint8Array);
  const found: Buffer[] = [];
  while (rest.length > 0) {
    const end = 2 + rest.readUInt16BE(0);
    found.push(rest.subarray(2, end));
    rest = rest.subarray(end);
  }
  return found;
}

async function checkpoint(): Promise<{ size: number; root: Buffer }> {
  const [, size, root] = (await log.checkpoint()).split('\n');
  return { size: Number(size), root: Buffer.from(root!, 'base64') };
}

describe('the checkpoint', () => {
  it('is a signed note whose signature node:crypto accepts', async () => {
    await log.append(2);
    await sequenceLog(log.context);
    const note = await log.checkpoint();
    const [text, line] = note.split('\n\n');
    const [dash, name, base64] = line!.trimEnd().split(' ');
    const { origin, key } = await describeLog(log.context);
    expect([dash, name, text!.split('\n')[0]]).toEqual(['\u2014', origin, origin]);
    const signature = Buffer.from(base64!, 'base64');
    // C2SP signed-note: the key id is the start of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key).
    expect(signature.subarray(0, 4)).toEqual(sha256(`${origin}\n`, Buffer.of(1), key).subarray(0, 4));
    expect(verify(null, Buffer.from(`${text}\n`), log.publicKey, signature.subarray(4))).toBe(true);
    expect(verify(null, Buffer.from(`${text}`), log.publicKey, signature.subarray(4))).toBe(false);
  });

  it('of an empty log has the hash of nothing as its root', async () => {
    await sequenceLog(log.context);
    expect(await checkpoint()).toEqual({ size: 0, root: sha256() });
  });

  it('is not there before the first run', async () => {
    await expect(log.checkpoint()).rejects.toMatchObject({ code: 'temporarily-unavailable' });
  });

  it('is consistent with every older one', async () => {
    const older: { size: number; root: Buffer }[] = [];
    for (const count of [1, 1, 1, 4, 6, 20]) {
      await log.append(count);
      await sequenceLog(log.context);
      older.push(await checkpoint());
    }
    const newest = older.at(-1)!;
    const leaves = await hashes(`0/000.p/${newest.size}`);
    const hashAt: HashAt = (level, index) => treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
    for (const { size, root } of older) {
      const proof = consistencyProof(size, newest.size, hashAt, (bytes) => sha256(bytes));
      const isPrefix = (root1: Buffer) =>
        verifyConsistency(size, newest.size, proof, root1, newest.root, (bytes) => sha256(bytes));
      expect(isPrefix(root)).toBe(true);
      expect(isPrefix(sha256('another root'))).toBe(false);
    }
    expect(older.map(({ size }) => size)).toEqual([1, 2, 3, 7, 13, 33]);
  });
});

describe('the tiles', () => {
  it('rebuild the root of the checkpoint from entries alone', async () => {
    await log.append(600);
    await sequenceLog(log.context);
    const all = [
      ...(await entries('entries/000')),
      ...(await entries('entries/001')),
      ...(await entries('entries/002.p/88')),
    ];
    const leaves = all.map(leafHash);
    expect(await checkpoint()).toEqual({ size: 600, root: treeHash(leaves) });
    expect(await hashes('0/000')).toEqual(leaves.slice(0, 256));
    expect(await hashes('0/001')).toEqual(leaves.slice(256, 512));
    expect(await hashes('0/002.p/88')).toEqual(leaves.slice(512));
    expect(await hashes('1/000.p/2')).toEqual([treeHash(leaves.slice(0, 256)), treeHash(leaves.slice(256, 512))]);
  });

  it('are given at any width the tree has, and no wider', async () => {
    await log.append(5);
    await sequenceLog(log.context);
    const five = await hashes('0/000.p/5');
    expect(await hashes('0/000.p/3')).toEqual(five.slice(0, 3));
    expect(await entries('entries/000.p/3')).toHaveLength(3);
    for (const path of [
      '0/000.p/6',
      '0/000',
      'entries/000.p/6',
      'entries/000',
      '0/001.p/1',
      '1/000.p/1',
      '63/000.p/1',
    ]) {
      await expect(log.tile(path)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('have one path each', async () => {
    await log.append(5);
    await sequenceLog(log.context);
    for (const path of [
      '0/x000/000.p/5',
      '0/0.p/5',
      '00/000.p/5',
      '0/000.p/05',
      '0/000.p/0',
      '0/000.p/256',
      '../x',
      '',
    ]) {
      await expect(log.tile(path)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('may be cached for ever, the checkpoint not at all', async () => {
    await log.append(1);
    await sequenceLog(log.context);
    expect((await log.tile('0/000.p/1')).maxAgeSeconds).toBe(31_536_000);
    expect((await log.tile('entries/000.p/1')).maxAgeSeconds).toBe(31_536_000);
  });

  it('show nothing that no checkpoint covers', async () => {
    await log.append(1);
    await sequenceLog(log.context);
    await log.append(1);
    log.failSigning('before');
    await expect(sequenceLog(log.context)).rejects.toThrow('away');
    await expect(log.tile('0/000.p/2')).rejects.toMatchObject({ code: 'not-found' });
    await expect(log.tile('entries/000.p/2')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('can hold the largest entry, and a larger one is refused when it is appended', async () => {
    const frame = '{"at":"2026-11-24T08:00:00+08:00","kind":"approval","text":""}'.length;
    const entry = (length: number) => ({ kind: 'approval', text: 'x'.repeat(length - frame), at }) as const;
    await log.write((tx) => appendEntry(tx, log.context, entry(65_535)));
    const tooLarge = log.write((tx) => appendEntry(tx, log.context, entry(65_536)));
    await expect(tooLarge).rejects.toMatchObject({ code: 'too-large' });
    await sequenceLog(log.context);
    const [stored] = await entries('entries/000.p/1');
    expect(stored).toHaveLength(65_535);
  });
});
