import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';

const sources = fileURLToPath(new URL('../../../apps/checkpoint/src/browser/', import.meta.url));
const address = '/guard/many-scans.js';

/**
 * Has the app's own queue, on the device that the page is, take in scans as it does without a network: sealed, on the disk one by one.
 * @param text of the code in each of them
 */
export async function keepScans(page: Page, count: number, text: string): Promise<void> {
  const program = await bundle();
  await page.route(`**${address}`, (route) => route.fulfill({ contentType: 'text/javascript', body: program }));
  await page.evaluate(`import('${address}').then(({ keepScans }) => keepScans(${count}, ${JSON.stringify(text)}))`);
}

async function bundle(): Promise<string> {
  const entry = '\0many-scans';
  const output = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'many-scans',
        resolveId: (id) => (id === 'many-scans' ? entry : undefined),
        load: (id) => (id === entry ? program : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: 'many-scans', preserveEntrySignatures: 'strict' },
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result !== undefined && 'output' in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error('the program was not built');
  return chunk.code;
}

const program = `
import { openDatabase } from '${sources}database.ts';
import { openKeys } from '${sources}keys.ts';
import { createWaiting } from '${sources}waiting.ts';
export async function keepScans(count, text) {
  const database = await openDatabase();
  const waiting = createWaiting(database, await openKeys(database));
  const keep = (n) => waiting.add({ kind: 'scan', content: {
    scanId: crypto.randomUUID(), scannedAt: new Date(Date.now() - n * 10).toISOString(), verdict: 'pass', findings: [], text,
  } });
  for (let n = 0; n < count; n += 100) await Promise.all(Array.from({ length: Math.min(100, count - n) }, (_, m) => keep(n + m)));
  database.close();
}`;
