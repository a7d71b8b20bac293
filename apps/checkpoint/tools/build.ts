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

/** Builds the checkpoint app, which takes a second or two. Several programs may do so at once. @returns the folder */
export async function buildCheckpointApp(): Promise<string> {
  const building = join(builds, `.building-${process.pid}`);
  await build({
    configFile: false,
    root: join(folder, 'src'),
    publicDir: join(folder, 'web'),
    base: './',
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [slimContract],
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
  await turnTo(building, await writeServiceWorker(building));
  return current;
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

/** @returns by what the build is known: a hash over its files */
async function writeServiceWorker(building: string): Promise<string> {
  const files = globSync('**/*', { cwd: building, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(building, join(entry.parentPath, entry.name)))
    .toSorted();
  const program = await readFile(serviceWorker, 'utf8');
  const hash = createHash('sha256').update(program);
  for (const file of files) hash.update(file).update(await readFile(join(building, file)));
  const name = hash.digest('hex').slice(0, 16);
  const constants = `const build = '${name}';\nconst files = ${JSON.stringify(files)};\n`;
  await writeFile(join(building, 'sw.js'), constants + program);
  return name;
}
