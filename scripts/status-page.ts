import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient, routes } from '@tongxing/contract';
import { renderStatusPage } from './status-page/page.ts';

const usage = 'npm run status-page -- <base-url> <folder>    (docs/operations/fallback.md)';

/** Writes what counts when a node cannot be reached as one file for any host. Where the node does not answer, the page stays as it was. */
async function main([baseUrl, folder]: string[]): Promise<void> {
  if (baseUrl === undefined || folder === undefined) throw new Error(usage);
  const client = createClient(baseUrl, fetch);
  const [province, fallback] = await Promise.all([
    client.call(routes.getProvince, {}),
    client.call(routes.getFallbackOrder, {}),
  ]);
  const file = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  // Beside it first: a page that is read while it is written would be half a page.
  await writeFile(`${file}.new`, renderStatusPage(province, fallback));
  await rename(`${file}.new`, file);
  console.log(`${file}: the order of ${province.name.en}, version ${fallback.order.version}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`The page stays as it was: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
