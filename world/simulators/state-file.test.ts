import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readState, stateWriter } from './state-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(async () => rm(folder, { recursive: true }));

describe('a state file', () => {
  test('is nothing before the first write', async () => {
    expect(await readState(join(folder, 'state.json'))).toBeUndefined();
  });

  test('holds a change when its write has settled, and a burst of changes costs two writes', async () => {
    const path = join(folder, 'state.json');
    let count = 0;
    let writes = 0;
    const keep = stateWriter(path, () => {
      writes += 1;
      return { count };
    });
    const keeping: Promise<void>[] = [];
    for (count = 1; count <= 50; count += 1) {
      keeping.push(keep());
      // The first write begins here, and the 49 others wait for it together.
      if (count === 1) await Promise.resolve();
    }
    await Promise.all(keeping);
    expect(await readState(path)).toEqual({ count: 51 });
    expect(writes).toBe(2);
  });

  test('is always whole for whoever reads while it is written', async () => {
    const path = join(folder, 'state.json');
    let round = 0;
    const keep = stateWriter(path, () => ({ round, filling: 'x'.repeat(5_000_000) }));
    await keep();
    for (round = 1; round <= 5; round += 1) {
      const write = { settled: false };
      const keeping = keep().then(() => {
        write.settled = true;
      });
      while (!write.settled) expect([round - 1, round]).toContain(((await readState(path)) as { round: number }).round);
      await keeping;
    }
  });

  test('that could not be written is an error, and the next write succeeds', async () => {
    const path = join(folder, 'later', 'state.json');
    const keep = stateWriter(path, () => ({ kept: true }));
    await expect(keep()).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'later'));
    await keep();
    expect(await readState(path)).toEqual({ kept: true });
  });
});
