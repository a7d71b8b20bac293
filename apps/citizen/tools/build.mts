import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { slimRoutes } from '@tongxing/contract/slim';
import { contentHash } from './content-hash.mts';
import { iconPng } from './icons.mts';

/** WeChat and Alipay mini-programs, and the web view. */
export const targets = ['weapp', 'alipay', 'h5'] as const;
export type Target = (typeof targets)[number];

const folder = dirname(import.meta.dirname);

/**
 * Builds a target from the sources, unless it has been built from just these; what it needs must be installed. Taro ends with success
 * and without a word where its configuration is wrong, so what it was to write is looked for.
 * @returns the folder
 * @throws Error with the output of the build
 */
export async function buildApp(target: Target): Promise<string> {
  const into = join(folder, 'dist', target);
  const stamp = join(into, '.built-from');
  const hash = await contentHash(target);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return into;
  const building = join(folder, 'dist/.building', target);
  await rm(building, { recursive: true, force: true });
  await writeGenerated();
  const output = await runTaro(target);
  for (const file of target === 'h5' ? ['index.html'] : ['app.json', 'app.js']) {
    if (!existsSync(join(building, file))) throw new Error(`the build of ${target} wrote no ${file}\n${output}`);
  }
  if (target === 'h5') await Promise.all([writeServiceWorker(building, hash), writeIcons(building)]);
  await writeFile(join(building, '.built-from'), hash);
  // A node serves what it finds: never a part of a build.
  await rm(into, { recursive: true, force: true });
  await rename(building, into);
  return into;
}

/** The web's way of having the app without a network: every file of this build, by name. */
async function writeServiceWorker(into: string, hash: string): Promise<void> {
  const files = globSync('**/*', { cwd: into, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|html)$/.test(entry.name))
    .map((entry) => relative(into, join(entry.parentPath, entry.name)));
  const program = await readFile(join(folder, 'web', 'service-worker.js'), 'utf8');
  const constants = `const build = '${hash.slice(0, 16)}';\nconst files = ${JSON.stringify(files.toSorted())};\n`;
  await writeFile(join(into, 'sw.js'), constants + program);
}

/** The icons that the manifest and the page name: 180 for the home screen of iOS. */
async function writeIcons(into: string): Promise<void> {
  await mkdir(join(into, 'icons'), { recursive: true });
  for (const side of [180, 192, 512]) await writeFile(join(into, 'icons', `${side}.png`), iconPng(side));
}

/** What the app takes of the contract beside its routes, by file: what a guard alone needs goes into the guard's part of the app. */
const carried = {
  client: 'createClient, ProblemError',
  'colour-signs': 'colourSigns',
  'door-check': 'judgeCheck, recordCheck',
  'fallback-check': 'judgeUnderFallback',
  findings: 'findingTexts',
  'scope-change': 'scopeChangeFor',
  'seen-code': 'seenOnline',
};

/** The contract as the app carries it; the types are those of the whole one. */
async function writeGenerated(): Promise<void> {
  const source = [
    ...Object.entries(carried).map(
      ([file, names]) => `export { ${names} } from '../../../../packages/contract/src/${file}.ts';`,
    ),
    `export const routes = ${JSON.stringify(slimRoutes())};\n`,
  ].join('\n');
  await mkdir(join(folder, 'dist/.generated'), { recursive: true });
  await writeFile(join(folder, 'dist/.generated', 'contract.ts'), source);
  // Else all of it would stay together, in the part of the app that everybody fetches.
  await writeFile(join(folder, 'dist/.generated', 'package.json'), JSON.stringify({ sideEffects: false }));
}

function runTaro(target: Target): Promise<string> {
  const taro = join(folder, 'node_modules/@tarojs/cli/bin/taro');
  const child = spawn(process.execPath, [taro, 'build', '--type', target], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target, BROWSERSLIST_IGNORE_OLD_DATA: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`the build of ${target} failed\n${output}`));
    });
  });
}
