import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildCheckpointApp } from '@tongxing/checkpoint/build';
import { expect, test } from 'vitest';

/** The scripts that a browser has to have before the page draws anything: those the page names, and those they import at once. */
async function scriptsOf(folder: string): Promise<Map<string, Buffer>> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const wanted = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, name]) => name as string);
  const found = new Map<string, Buffer>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    const script = await readFile(join(folder, name));
    found.set(name, script);
    const imports = script.toString().matchAll(/(?:^|[;}\n])(?:import|export)[^;'"(]*["']\.\/([^"']+\.js)["']/g);
    wanted.push(...[...imports].map(([, other]) => other as string));
  }
  return found;
}

test('takes at most 60 kB of packed script before it draws, and the decoder afterwards', async () => {
  const scripts = await scriptsOf(await buildCheckpointApp());
  const packed = [...scripts.values()].map((script) => gzipSync(script).length);
  expect(scripts.size).toBeGreaterThan(0);
  expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
  expect([...scripts.keys()].join()).not.toMatch(/decoder|zxing/);
});
