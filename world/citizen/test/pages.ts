import { readFile } from 'node:fs/promises';

const config = new URL('../../../apps/citizen/src/app.config.ts', import.meta.url);

/** Every page that the app has, by its path. */
export async function pagesOfApp(): Promise<string[]> {
  const text = await readFile(config, 'utf8');
  return [...text.matchAll(/'(pages\/[\w-]+\/index)'/g)].map(([, path]) => path as string);
}
