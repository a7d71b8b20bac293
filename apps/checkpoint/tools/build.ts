import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { slimRoutes } from '@tongxing/contract/slim';
import { build, type Plugin } from 'vite';

const folder = dirname(import.meta.dirname);
const builds = join(folder, 'dist');
/** A link to the build that counts: it is turned from one to the next at once, so that a node never serves a part of one. */
const current = join(builds, 'current');

/** The one worker that keeps a web app's files for the time without a network is the citizen's app's. */
const serviceWorker = join(folder, '../citizen/web/service-worker.js');

/**
 * Builds the checkpoint app and the page of employers and schools, each with files of its own, which takes a second or two. Several
 * programs may do so at once. @returns the folder that has `guard` and `roster`
 */
export async function buildCheckpointApp(): Promise<string> {
  const building = join(builds, `.building-${process.pid}`);
  const guard = join(building, 'guard');
  await Promise.all([
    buildPage(join(folder, 'src'), guard),
    buildPage(join(folder, 'src/roster'), join(building, 'roster')),
  ]);
  await writeServiceWorker(guard);
  await turnTo(building, await hashOf(building));
  return current;
}

/** @param root with the page's `index.html` */
async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: join(folder, 'web'),
    base: './',
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [slimContract],
    worker: { format: 'es', rolldownOptions: { output: named } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { output: named },
    },
  });
}

/** The contract without its schemas: the app asks by method and path, and takes the types alone of the rest. */
const slimContract: Plugin = {
  name: 'slim-contract',
  load(id) {
    if (id.endsWith('/packages/contract/src/schemas/index.ts')) return 'export {};';
    if (!id.endsWith('/packages/contract/src/routes/index.ts')) return undefined;
    return Object.entries(slimRoutes())
      .map(([name, route]) => `export const ${name} = ${JSON.stringify(route)};`)
      .join('\n');
  },
};

async function turnTo(building: string, hash: string): Promise<void> {
  // Somebody may have built just the same: then theirs is there, and this one is not needed.
  await rename(building, join(builds, hash)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    return rm(building, { recursive: true });
  });
  const link = join(builds, `.link-${process.pid}`);
  await symlink(hash, link);
  await rename(link, current);
  const before = (await readdir(builds)).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== hash);
  for (const name of before) await rm(join(builds, name), { recursive: true, force: true });
}

/** Names with the hash of the content: the node lets them be kept for ever. */
const named = {
  hashCharacters: 'hex',
  entryFileNames: '[name].[hash].js',
  chunkFileNames: '[name].[hash].js',
  assetFileNames: '[name].[hash][extname]',
} as const;

/** It keeps the files of the app, under the name of what they are. */
async function writeServiceWorker(app: string): Promise<void> {
  const files = filesOf(app);
  const program = await readFile(serviceWorker, 'utf8');
  const constants = `const build = '${await hashOf(app)}';\nconst files = ${JSON.stringify(files)};\n`;
  await writeFile(join(app, 'sw.js'), constants + program);
}

/** By what a build is known: a hash over its files. */
async function hashOf(building: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of filesOf(building)) hash.update(file).update(await readFile(join(building, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(building: string): string[] {
  return globSync('**/*', { cwd: building, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(building, join(entry.parentPath, entry.name)))
    .toSorted();
}
