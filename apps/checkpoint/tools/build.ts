import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';

const folder = dirname(import.meta.dirname);
const into = join(folder, 'dist', 'web');
const building = join(folder, 'dist', '.building');

/** The one worker that keeps a web app's files for the time without a network is the citizen's app's. */
const serviceWorker = join(folder, '../citizen/web/service-worker.js');

/** Builds the checkpoint app, which takes a second or two. @returns the folder */
export async function buildCheckpointApp(): Promise<string> {
  await build({
    configFile: false,
    root: join(folder, 'src'),
    publicDir: join(folder, 'web'),
    base: './',
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es', rolldownOptions: { output: named } },
    build: {
      outDir: building,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { output: named },
    },
  });
  await writeServiceWorker();
  // A node serves what it finds: never a part of a build.
  await rm(into, { recursive: true, force: true });
  await rename(building, into);
  return into;
}

/** Names with the hash of the content: the node lets them be kept for ever. */
const named = {
  hashCharacters: 'hex',
  entryFileNames: '[name].[hash].js',
  chunkFileNames: '[name].[hash].js',
  assetFileNames: '[name].[hash][extname]',
} as const;

async function writeServiceWorker(): Promise<void> {
  const files = globSync('**/*', { cwd: building, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(building, join(entry.parentPath, entry.name)))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(join(building, file)));
  const constants = `const build = '${hash.digest('hex').slice(0, 16)}';\nconst files = ${JSON.stringify(files)};\n`;
  await writeFile(join(building, 'sw.js'), constants + (await readFile(serviceWorker, 'utf8')));
}
