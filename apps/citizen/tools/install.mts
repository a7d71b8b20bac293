import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const folder = dirname(import.meta.dirname);
const stamp = join(folder, 'node_modules/.tongxing-stamp');

/**
 * Installs what the app is built with, unless it is there: Taro stands outside the workspaces, with a lockfile of its own.
 * @throws Error with what npm said
 */
export async function installApp(): Promise<void> {
  const lock = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock) return;
  // Whoever has built something with Vite before has NODE_ENV=production, with which npm leaves out what builds.
  const child = spawn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the packages of the citizen's app could not be installed\n${output}`);
  await writeFile(stamp, lock);
}
