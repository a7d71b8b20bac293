import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consistencyProof, formatCheckpoint, leafHash, rootOf } from '@tongxing/codec';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './ids.ts';
import { openLogMemory } from './log-memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-log-memory-'));
});

const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const other = seven.with(2, 'C');
const leaves = (texts: readonly string[]) => texts.map((text) => leafHash(Buffer.from(text), sha256));

/** The checkpoint of the first `size` of some entries. */
function checkpoint(size: number, texts = seven, origin = 'tongxing.example/log/370000'): string {
  return formatCheckpoint({ origin, size, root: rootOf(leaves(texts.slice(0, size)), sha256), extensions: [] });
}

function proof(from: number, to: number, texts = seven): Uint8Array[] {
  const hashAt = (level: number, index: number) =>
    rootOf(leaves(texts.slice(index * 2 ** level, (index + 1) * 2 ** level)), sha256);
  return consistencyProof(from, to, hashAt, sha256);
}

describe('the memory of the log key', () => {
  it('takes a tree that is proved to have grown, and the same again', async () => {
    const memory = await openLogMemory(folder);
    await memory.admit(checkpoint(3), []);
    await memory.admit(checkpoint(3), []);
    await memory.admit(checkpoint(7), proof(3, 7));
    expect(memory.last()).toBe(checkpoint(7));
  });

  it.each([
    ['a smaller tree', checkpoint(2), []],
    ['another tree of the same size', checkpoint(3, other), []],
    ['a larger tree that holds something else in the past', checkpoint(7, other), proof(3, 7, other)],
    ['a larger tree without a proof', checkpoint(7), []],
    ['a larger tree with the proof of another', checkpoint(7), proof(3, 6)],
    ['the checkpoint of another log', checkpoint(7, seven, 'tongxing.example/log/140000'), proof(3, 7)],
  ])('refuses %s, and remembers what it had', async (_, text, given) => {
    const memory = await openLogMemory(folder);
    await memory.admit(checkpoint(3), []);
    await expect(memory.admit(text, given)).rejects.toMatchObject({ code: 'log-forked' });
    expect((await openLogMemory(folder)).last()).toBe(checkpoint(3));
  });

  it.each(['', 'hello', 'tongxing.example/log/370000\n3\nAAAA\n'])(
    'refuses what is no checkpoint: %j',
    async (text) => {
      const memory = await openLogMemory(folder);
      await expect(memory.admit(text, [])).rejects.toMatchObject({ code: 'not-a-checkpoint' });
      expect(memory.last()).toBeUndefined();
    },
  );

  it('outlives the process: it is on the disk before the signature is out', async () => {
    await (await openLogMemory(folder)).admit(checkpoint(3), []);
    expect(await readFile(join(folder, 'log-signed.txt'), 'utf8')).toBe(checkpoint(3));
    const after = await openLogMemory(folder);
    await expect(after.admit(checkpoint(2), [])).rejects.toMatchObject({ code: 'log-forked' });
  });

  it('that is spoiled signs nothing rather than begin anew', async () => {
    await writeFile(join(folder, 'log-signed.txt'), 'spoiled');
    const memory = await openLogMemory(folder);
    await expect(memory.admit(checkpoint(3), [])).rejects.toMatchObject({ code: 'not-a-checkpoint' });
  });

  it('lets only one of two trees asked for at once pass', async () => {
    const memory = await openLogMemory(folder);
    const outcomes = await Promise.allSettled([
      memory.admit(checkpoint(3), []),
      memory.admit(checkpoint(3, other), []),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
